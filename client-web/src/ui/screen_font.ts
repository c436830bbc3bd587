// SPDX-License-Identifier: AGPL-3.0-or-later
// The screen's font, Atkinson Hyperlegible (SIL Open Font License 1.1), from this server. Phones use their own.

import regular from '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-400-normal.woff2?url';
import bold from '@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-700-normal.woff2?url';

export const screen_font = 'Palabre Screen';

export function loadScreenFont(): void {
  const faces = [
    new FontFace(screen_font, `url(${regular}) format("woff2")`, { weight: '400' }),
    new FontFace(screen_font, `url(${bold}) format("woff2")`, { weight: '700' }),
  ];
  for (const face of faces) {
    document.fonts.add(face);
    // Without it the screen stays readable in the device's own font.
    face.load().catch(() => undefined);
  }
}
