// SPDX-License-Identifier: AGPL-3.0-or-later
// What vite.config.ts cuts out of protocol/catalogue and of the strings for the faces.
declare module 'virtual:catalogue/*' {
  const catalogue: import('./t').Catalogue;
  export default catalogue;
}

declare module 'virtual:words/*' {
  const words: Readonly<Record<string, import('./say').Word>>;
  export default words;
}
