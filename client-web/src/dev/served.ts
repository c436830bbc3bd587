// SPDX-License-Identifier: AGPL-3.0-or-later
// What a server would answer at the door and to whoever founds, for pages that have none.
import { every } from './places';

const secret = '3f1c77b0a92e4d5586bb1d0f6a7c9e21';

/** Answers as SPEC.md §2 writes them, in place of a network. */
export function serveAlone(language: 'fr' | 'en'): void {
  const code = 'KATA-27XB';
  const answers: Readonly<Record<string, unknown>> = {
    '/api/scenarios': { scenarios: every() },
    '/api/palabres': {
      code,
      join_url: `/p/${code}`,
      desk_url: `/p/${code}#f=${secret}`,
      screen_url: `/s/${code}#k=${secret}`,
      founder_secret: secret,
    },
    [`/api/palabres/${code}`]: {
      title:
        language === 'fr'
          ? 'Faut-il ouvrir l’atelier le samedi ?'
          : 'Shall we open the workshop on Saturdays?',
      language,
      address: 'tu',
      open: 'open',
      seats: 11,
    },
  };
  window.fetch = async (asked) => {
    const answer = answers[new URL(String(asked), location.href).pathname];
    return new Response(JSON.stringify(answer ?? {}), { status: answer ? 200 : 404 });
  };
}
