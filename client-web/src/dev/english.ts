// SPDX-License-Identifier: AGPL-3.0-or-later
// The hand-written views in English: what people said in them, said again.
import { text_1, text_2 } from './fixture_parts';

const said: Readonly<Record<string, string>> = {
  'Faut-il ouvrir l’atelier le samedi ?': 'Shall we open the workshop on Saturdays?',
  'Des adhérents ne peuvent venir qu’en fin de semaine. Voyons ce qu’on peut tenir, ensemble.':
    'Some members can only come at weekends. Let us see together what we can keep up.',
  [text_1]: 'We open the workshop on Saturday mornings.',
  [text_2]:
    'We open the workshop on Saturday mornings, as a trial until Christmas, with at least two people there.',
  'Je crains que ce soient toujours les mêmes qui viennent.':
    'I fear that it will always be the same who come.',
  'Samedi matin, c’est le marché : on n’aura personne pour tenir l’accueil.':
    'Saturday morning is market day: nobody will be there to welcome people.',
  'Qui aura les clés ?': 'Who will have the keys?',
  'Des petits pas, mais datés.': 'Small steps, but with dates.',
};

/** Another language for what people said; what is not known stays as it is. */
export function inEnglish<T>(view: T): T {
  if (typeof view === 'string') return (said[view] ?? view) as T;
  if (typeof view !== 'object' || view === null) return view;
  if (Array.isArray(view)) return view.map(inEnglish) as T;
  return Object.fromEntries(Object.entries(view).map(([key, value]) => [key, inEnglish(value)])) as T;
}
