// SPDX-License-Identifier: AGPL-3.0-or-later
// Four people find ideas in writing, put them together, weigh them and carry one; desk, screen and three phones; in French.
import { Hall } from './support/hall.mjs';
import { someone } from './support/someone.mjs';
import { expect, expect_equal, Tally } from './support/tally.mjs';
import { plain } from './support/words.mjs';

const title = 'Que faire de notre local quand il est vide ?';
const why = 'Il reste fermé la moitié de la semaine.';
const names = ['Awa', 'René', 'Léa', 'Inès'];
const ideas = {
  Awa: 'Une soupe partagée le vendredi',
  René: 'Prêter la salle aux devoirs',
  Léa: 'Un atelier de vélos',
  Inès: 'Un goûter après l’école',
};
const built = 'et les plus grands aident les petits';
const named = ['Manger ensemble', 'Apprendre', 'Réparer'];
const promise = 'Demander une marmite à la cantine';

let hall;
const tally = new Tally((name) => hall?.browser.pictures(name));
const faces = () => ({ phone: hall.person('René'), 'phone dark': hall.person('Léa'), desk: hall.desk });

async function come_in() {
  const { doors } = hall;
  const founder = await hall.found('desk', 'desk', async (one) => {
    await one.fill(doors.t('found.title_label'), title);
    await one.fill(doors.t('found.why_label'), why);
    await one.fill(doors.param('calm_s'), '5', await one.unfold(doors.t('found.params')));
    await hall.browser.look(one.page, 'founding form', 'desk');
  });
  await hall.open_screen();
  hall.people.set('Awa', await hall.sit_at_desk(founder, 'Awa'));
  await hall.arrive('René', 'phone');
  await hall.arrive('Léa', 'phone', { options: { colorScheme: 'dark' } });
  await hall.arrive('Inès', 'phone');
}

async function frame() {
  await hall.look('why', faces());
  await hall.go('why', 'advance', 'arrival');
  await hall.round('arrival');
  await hall.go('arrival', 'advance', 'frame');
  await hall.look('frame', faces());
  await hall.each(names, (one) => one.press(hall.words.gesture('frame', 'suits_me')));
  await hall.witness.until('it suits everybody', (one) => one.activity('frame').tally?.suits_me === names.length);
  await hall.go('frame', 'advance', 'question');
  await hall.look('question', faces());
}

async function write() {
  const { words, witness } = hall;
  await hall.go('question', 'advance', 'writing');
  await hall.look('writing', faces());
  await hall.each(names, async (one, name) => {
    await one.fill(words.t('collect.text_label'), ideas[name]);
    await one.press(words.t('collect.keep'));
    await one.sees(ideas[name]);
    expect(!JSON.stringify(witness.view.layers).includes(ideas[name]), 'it shows before the end');
    await one.press(words.t('collect.done'));
  });
  await hall.in_state('wall');
  for (const name of names) await hall.screen.sees(ideas[name]);
  await hall.look('wall', faces());
}

async function build() {
  const { words, witness } = hall;
  await hall.go('wall', 'advance', 'building');
  const lea = hall.person('Léa');
  const card = lea.page.getByRole('listitem').filter({ hasText: ideas.René }).last();
  await lea.press(words.t('collect.and'), card);
  await lea.fill(words.t('collect.and'), built, card);
  await lea.press(words.t('collect.and_send'), card);
  await witness.until('it stands on another', (one) => Object.values(one.activity('ideas').items).some(({ on }) => on?.length === 1));
  await hall.person('René').sees(built);
  await hall.look('building', faces());
}

/// A card is touched, then the place where it goes: a new group, or one that is there.
async function put(name, card, group = hall.words.t('sort.new')) {
  const one = hall.person(name);
  await one.press(card);
  const dock = one.page.getByRole('region', { name: hall.words.t('sort.where_label') });
  await one.press(group, dock);
  await dock.waitFor({ state: 'detached' });
}

async function group() {
  const { words, witness } = hall;
  const groups = () => witness.activity('groups').groups ?? {};
  await hall.go('building', 'advance', 'grouping');
  await put('René', ideas.Awa);
  await put('Léa', ideas.René);
  await hall.desk.sees(words.refusal('grouping', 'ungrouped'));
  await put('Inès', ideas.Léa);
  await witness.until('three groups', () => Object.keys(groups()).length === 3);
  await put('Inès', ideas.Inès, words.t('sort.unnamed'));
  await witness.until('every card has a group', (one) => (one.activity('groups').ungrouped ?? 0) === 0);
  await hall.look('grouping', faces());
  await witness.until('it is calm', (one) => one.activity('groups').calm);
  await hall.go('grouping', 'advance', 'naming');
  await hall.desk.sees(words.refusal('naming', 'groups_unnamed'));
  for (const [n, name] of ['René', 'Léa', 'Inès'].entries()) {
    const one = hall.person(name);
    if (n > 0) await one.sees(named[n - 1]); // on this phone too: else its first nameless group is the same one
    await one.press(words.t('sort.name'));
    await one.fill(words.t('sort.name_label'), named[n]);
    await one.press(words.t('keep'));
    await witness.until(`a group is called ${named[n]}`, () => Object.values(groups()).some((row) => row.name === named[n]));
  }
  await hall.look('naming', faces());
}

async function dots() {
  const { words, witness } = hall;
  await hall.go('naming', 'advance', 'dots');
  await hall.look('dots', faces());
  await hall.each(names, async (one) => {
    for (let n = 0; n < 2; n += 1) await one.press(words.t('score.dot_more', { words: named[0] }));
    await one.press(words.gesture('dots', 'finish'));
  });
  await hall.in_state('drawn');
  const results = Object.values(witness.activity('dots').results).map(({ total }) => total);
  expect_equal(Math.max(...results), 2 * names.length, 'the dots of the first group');
  await hall.look('drawn', faces());
}

async function carry() {
  const { words, witness } = hall;
  const lea = hall.person('Léa');
  const rene = hall.person('René');
  await hall.go('drawn', 'advance', 'carrying');
  await lea.choose(words.t('commitments.item'), ideas.Awa);
  await lea.fill(words.t('commitments.what'), promise);
  await lea.choose(words.t('commitments.who'), 'René');
  await lea.press(words.t('commitments.ask'));
  await rene.sees(promise);
  await hall.look('carrying', faces());
  await rene.press(words.t('commitments.accept'));
  await witness.until('René carries it', (one) => Object.values(one.activity('carrying').items).some(({ state }) => state === 'accepted'));
}

const end = () => hall.say_goodbye('carrying', faces());

async function minutes() {
  const text = plain(await hall.minutes('René'));
  for (const piece of [title, why, ...Object.values(ideas), built, ...named, promise]) {
    expect(text.includes(plain(piece)), `${piece}\n${text}`);
  }
}

await tally.run(
  async () => {
    hall = await tally.step('the server and the browser start', () =>
      Hall.open('brainstorm', { scenario: 'brainstorm', tongue: 'fr', address: 'tu', someone }),
    );
    await tally.step('what is wrong on purpose is found', () => hall.browser.finds_faults());
    await tally.step('Awa founds and sits at the desk; three phones come in', come_in);
    await tally.step('a word each; the frame suits everybody', frame);
    await tally.step('everybody writes; the wall shows when all have finished', write);
    await tally.step('Léa builds on what René wrote', build);
    await tally.step('the cards find their groups in silence, and the groups their names', group);
    await tally.step('dots, all at once', dots);
    await tally.step('René carries an idea that Awa wrote', carry);
    await tally.step('a last word each, and the end', end);
    await tally.step('the minutes tell it', minutes);
    for (const one of hall.people.values()) {
      const faults = [...(one.faults ?? [])].join('\n');
      tally.see(`every stop of ${one.name} has a name and shows itself`, faults === '', faults);
    }
    hall.browser.report(tally);
  },
  () => hall?.close(),
);
