// SPDX-License-Identifier: AGPL-3.0-or-later
// Two projects are told, enriched, crossed, and carried on; desk, screen and three phones; in French, vous.
import { Hall } from '../support/hall.mjs';
import { expect, expect_equal, Tally } from '../support/tally.mjs';
import { plain } from '../support/words.mjs';

const title = 'Une monnaie locale et un habitat solidaire';
const why = 'Apportons-leur ce qu’une personne seule ne trouverait pas.';
const names = ['Awa', 'René', 'Léa', 'Inès'];
const projects = { René: 'Une monnaie pour nos échanges', Léa: 'Un habitat groupé' };
const crossed = 'Payer les coups de main en monnaie locale';
const improved = 'Une chambre d’ami partagée';
const built = 'et louée aux visiteuses';
const promise = 'Compter les heures un mois';
const taken = { René: 'Les coups de main comptés', Léa: 'La chambre d’ami' };

let hall;
const tally = new Tally((name) => hall?.browser.pictures(name));
const faces = () => ({ phone: hall.person('René'), 'phone dark': hall.person('Léa'), desk: hall.desk });

async function come_in() {
  const { doors } = hall;
  const founder = await hall.found('desk', 'desk', async (one) => {
    await one.fill(doors.t('found.title_label'), title);
    await one.fill(doors.t('found.why_label'), why);
    await one.page.getByRole('radio', { name: doors.t('found.vous') }).check();
  });
  await hall.open_screen();
  hall.people.set('Awa', await hall.sit_at_desk(founder, 'Awa'));
  await hall.arrive('René', 'phone');
  await hall.arrive('Léa', 'phone', { options: { colorScheme: 'dark' } });
  await hall.arrive('Inès', 'phone');
  await hall.look('why', faces());
  await hall.go('why', 'advance', 'arrival');
  await hall.round('arrival');
}

async function tell() {
  const { words, witness } = hall;
  await hall.go('arrival', 'advance', 'projects');
  await hall.look('projects', faces());
  await hall.desk.sees(words.refusal('projects', 'too_few_items'));
  await hall.each(Object.keys(projects), async (one, name) => {
    await one.fill(words.gesture('projects', 'text'), projects[name]);
    await one.press(words.gesture('projects', 'submit'));
  });
  await hall.each(['Awa', 'Inès'], (one) => one.press(words.gesture('projects', 'finish')));
  await hall.screen.sees(projects.Léa);
  await hall.go('projects', 'advance', 'presentations');
  expect_equal(Object.keys(witness.activity('presentations').order).length, 2, 'those who present');
  await hall.look('presentations', faces());
  await hall.desk.sees(words.refusal('presentations', 'not_heard'));
  await hall.round('presentations');
  await hall.go('presentations', 'advance', 'questions');
  await hall.look('questions', faces());
  await hall.go('questions', 'advance', 'posture');
  await hall.look('posture', faces());
}

/// An idea for one project or several, and what it does for them.
async function give(name, text, about, tag) {
  const one = hall.person(name);
  for (const project of about) await one.press(projects[project]);
  await one.press(hall.words.gesture('ideas', tag));
  await one.fill(hall.words.t('collect.text_label'), text);
  await one.press(hall.words.gesture('ideas', 'submit'));
  await hall.screen.sees(text);
}

async function enrich() {
  const { words, witness } = hall;
  await hall.go('posture', 'advance', 'ideas');
  await give('Inès', crossed, ['René', 'Léa'], 'cross');
  await give('René', improved, ['Léa'], 'improve');
  const lea = hall.person('Léa');
  const card = lea.page.getByRole('listitem').filter({ hasText: improved }).last();
  await lea.press(words.t('collect.and'), card);
  await lea.fill(words.t('collect.and'), built, card);
  await lea.press(words.gesture('ideas', 'develop'), card);
  await lea.press(words.t('collect.and_send'), card);
  await hall.screen.sees(built);
  await hall.look('ideas', faces());
  const items = Object.values(witness.activity('ideas').items);
  expect_equal(items.find(({ text }) => text === crossed).about.length, 2, 'the projects that are crossed');
  await hall.each(names, (one, name) => one.press(words.t(name === 'Awa' ? 'collect.nothing' : 'collect.done')));
  await hall.go('ideas', 'advance', 'carrying');
}

async function carry() {
  const { words, witness } = hall;
  const ines = hall.person('Inès');
  await ines.page.getByLabel(words.t('commitments.item')).selectOption({ label: crossed });
  await ines.fill(words.t('commitments.what'), promise);
  await ines.press(words.t('commitments.mine'));
  await witness.until('Inès carries it', (one) => Object.values(one.activity('carrying').items ?? {}).some(({ state }) => state === 'accepted'));
  await hall.look('carrying', faces());
  await hall.go('carrying', 'advance', 'takeaway');
  await hall.look('takeaway', faces());
  await hall.each(Object.keys(taken), async (one, name) => {
    await one.fill(words.gesture('takeaway', 'text'), taken[name]);
    await one.press(words.gesture('takeaway', 'submit'));
    await one.press(words.t('collect.done'));
  });
  for (const words_taken of Object.values(taken)) await hall.screen.sees(words_taken);
}

const end = () => hall.say_goodbye('takeaway', faces());

async function minutes() {
  const text = plain(await hall.minutes('René'));
  const told = [title, why, ...Object.values(projects), crossed, improved, built, promise, ...Object.values(taken)];
  for (const piece of told) expect(text.includes(plain(piece)), `${piece}\n${text}`);
}

await tally.run(
  async () => {
    hall = await tally.step('the server and the browser start', () =>
      Hall.open('enrich_projects', { scenario: 'enrich_projects', tongue: 'fr', address: 'vous' }),
    );
    await tally.step('what is wrong on purpose is found', () => hall.browser.finds_faults());
    await tally.step('Awa founds and sits at the desk; three phones come in; a word each', come_in);
    await tally.step('two projects are told by those who bring them, and by nobody else', tell);
    await tally.step('ideas for one project, for both, and on one another', enrich);
    await tally.step('Inès carries one; René and Léa read back what they take away', carry);
    await tally.step('a last word each, and the end', end);
    await tally.step('the minutes tell it', minutes);
    hall.browser.report(tally);
  },
  () => hall?.close(),
);
