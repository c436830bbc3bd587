// SPDX-License-Identifier: AGPL-3.0-or-later
// Which moments stand in docs/screens: one line each, in the order in which people live them.
const button = (words) => ['button', words];

const phone = (name, moment, more = {}) => {
  const { press, dark, lang, ...ask } = more;
  return { name: `phone-${name}`, device: 'phone', press, dark, lang, ask: { face: 'phone', me: 's6', moment, ...ask } };
};
const desk = (name, moment, more = {}) => {
  const { press, dark, lang, ...ask } = more;
  return { name: `desk-${name}`, device: 'desk', press, dark, lang, ask: { face: 'phone', me: 's3', moment, ...ask } };
};
const screen = (name, moment, more = {}) => {
  const { dark, lang, ...ask } = more;
  return { name: `screen-${name}`, device: 'screen', dark, lang, ask: { face: 'screen', moment, ...ask } };
};

export const pictures = [
  { name: 'first-page', device: 'phone', ask: { face: 'found' } },
  { name: 'founding-why', device: 'phone', ask: { face: 'found' }, press: [button('Ouvrir une palabre')] },
  {
    name: 'founding-at-once',
    device: 'desk',
    ask: { face: 'found' },
    press: [button('Ouvrir une palabre'), button("Voir les quatre questions d'un coup")],
  },
  { name: 'door', device: 'phone', ask: { face: 'door' } },
  phone('why', 'why'),
  phone('late', 'late'),
  phone('someones-turn', 'round_wait'),
  phone('my-turn', 'round_mine'),
  phone('spoke', 'round_spoke'),
  phone('passed', 'round_passed'),
  phone('questions', 'questions', { me: 's2' }),
  phone('blind-writing', 'blind'),
  phone('blind-done', 'blind_done'),
  phone('revealed', 'revealed'),
  phone('proposal-writing', 'write_first'),
  phone('proposal-read', 'read', { me: 's2' }),
  phone('consent', 'consent', { me: 's2' }),
  phone('consent-answered', 'consent_answered', { me: 's2' }),
  phone('consent-revealed', 'concerns', { me: 's2' }),
  phone('objection-mine', 'objection_fresh', { me: 's2' }),
  phone('objection-theirs', 'objection', { me: 's7' }),
  phone('new-version', 'objection_again', { me: 's7' }),
  phone('stuck', 'stuck', { me: 's7' }),
  phone('adopted', 'adopted', { me: 's7' }),
  phone('commitments', 'commitments'),
  phone('closed', 'final'),
  phone('offline', 'offline'),
  phone('saving', 'saving', { me: 's2' }),
  phone('paused', 'paused'),
  phone('role-proposed', 'asked'),
  phone('without-conductor', 'unconducted'),
  phone('several-seats', 'tablet', { me: 's1' }),
  phone('signs', 'consent', { me: 's2', press: [button('Signe')] }),
  phone('where-we-are', 'consent', { me: 's2', press: [button('Où on en est')] }),
  phone('desk-drawer', 'round_wait', { me: 's3', press: [button(/^Animer/)] }),
  phone('my-turn-dark', 'round_mine', { dark: true }),
  phone('consent-dark', 'consent', { me: 's2', dark: true }),
  phone('objection-dark', 'objection', { me: 's7', dark: true }),
  phone('consent-en', 'consent', { me: 's2', lang: 'en' }),
  phone('someones-turn-en', 'round_wait', { lang: 'en' }),
  phone('my-turn-vous', 'round_mine', { address: 'vous' }),
  desk('why', 'why'),
  desk('round', 'round_wait'),
  desk('consent', 'consent_answered'),
  desk('revealed', 'concerns'),
  desk('objection', 'objection'),
  desk('objection-dark', 'objection', { dark: true }),
  desk('consent-en', 'consent_answered', { lang: 'en' }),
  desk('remote', 'round_wait', { me: 's8' }),
  desk('remote-consent', 'consent', { me: 's8' }),
  screen('why', 'why'),
  screen('round', 'round_wait'),
  screen('blind-writing', 'blind'),
  screen('revealed', 'revealed'),
  screen('consent', 'consent'),
  screen('consent-revealed', 'concerns'),
  screen('objection', 'objection'),
  screen('stuck', 'stuck'),
  screen('adopted', 'adopted'),
  screen('commitments', 'commitments'),
  screen('paused', 'paused'),
  screen('round-60', 'round_wait', { n: 60 }),
  screen('round-1000', 'round_wait', { n: 1000 }),
  screen('objection-dark', 'objection', { dark: true }),
  screen('consent-en', 'consent', { lang: 'en' }),
];
