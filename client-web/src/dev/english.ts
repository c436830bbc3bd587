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
  'Prévenir les voisins avant d’ouvrir': 'Tell the neighbours before we open',
  'Ouvrir un samedi sur deux pour commencer': 'Open every other Saturday to begin with',
  'Une caisse à prix libre à l’entrée': 'A pay-what-you-can box at the door',
  'Tenir à deux, toujours': 'Always two of us',
  'Prêter les outils le week-end contre une caution en heures, pas en argent':
    'Lend tools at weekends against a deposit in hours, not in money',
  'Un atelier pour les enfants': 'A workshop for children',
  'Faire connaître l’atelier au marché, avec un établi et du café':
    'Show the workshop at the market, with a bench and coffee',
  'Garder le dimanche pour se reposer': 'Keep Sundays for resting',
  'Un carnet de ce qui casse': 'A notebook of what breaks',
  'Inviter le lycée professionnel': 'Invite the technical school',
  'Une clé chez la boulangère': 'A key at the baker’s',
  'Des soirées où l’on répare ensemble ce que chacun apporte':
    'Evenings where we mend together what each of us brings',
  'leur laisser un numéro à appeler': 'leave them a number to call',
  'demander aux voisins de tenir la caisse': 'ask the neighbours to mind the box',
  'le dire au marché du samedi, et à la sortie de l’école':
    'say so at the Saturday market, and by the school',
  'l’imprimer sur un papier que l’on emporte, et l’afficher aussi à la mairie':
    'print it on paper to take away, and put it up at the town hall too',
  'Ouvrir plus': 'Opening more',
  'Tenir ensemble': 'Keeping it up',
  'Faire venir du monde': 'Drawing people in',
};

/** Another language for what people said; what is not known stays as it is. */
export function inEnglish<T>(view: T): T {
  if (typeof view === 'string') return (said[view] ?? view) as T;
  if (typeof view !== 'object' || view === null) return view;
  if (Array.isArray(view)) return view.map(inEnglish) as T;
  return Object.fromEntries(Object.entries(view).map(([key, value]) => [key, inEnglish(value)])) as T;
}
