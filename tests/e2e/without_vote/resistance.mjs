// SPDX-License-Identifier: AGPL-3.0-or-later
// The least resistance, in French: wishes, options, numbers that nobody sees until all have given them, one option improved, worded, adopted.
import { expect, expect_equal } from '../support/tally.mjs';
import { plain } from '../support/words.mjs';

const title = 'Que fait-on de la salle du fond ?';
const why = 'Plusieurs idées circulent, et un vote laisserait des gens derrière.';
const wish = 'Que la salle serve à tout le monde.';
const bikes = 'Un atelier vélo';
const quiet_bikes = 'Un atelier vélo, sans machines après dix-neuf heures';
const music = 'Une salle de musique';
const question = 'Jusqu’à quelle heure, la musique ?';
const reply = 'Vingt et une heures.';
const decision = 'La salle du fond devient un atelier vélo, sans machines après dix-neuf heures.';
const review_date = '2027-03-20';
const thanks = 'Merci d’avoir pensé au bruit.';
const names = ['Awa', 'René', 'Léa', 'Paul'];

/// By name, what each gives to the bikes, the music and changing nothing.
const first = { Awa: [2, 3, 6], René: [0, 5, 8], Léa: [4, 0, 9], Paul: [9, 10, 5] };
const second = { ...first, Paul: [2, 10, 5] };

const faces = (hall) => ({
  phone: hall.person('René'),
  'phone dark': hall.person('Léa'),
  desk: hall.desk,
  remote: hall.person('Paul'),
});
const everybody = (hall) => names.map((name) => hall.person(name));

async function come_in(hall) {
  const { doors } = hall;
  const founder = await hall.found('desk', 'desk', async (one) => {
    await one.fill(doors.t('found.title_label'), title);
    await one.fill(doors.t('found.why_label'), why);
    const rules = await one.unfold(doors.t('found.params'));
    expect(await rules.getByLabel(doors.param('way')).count(), 'the two ways are not among the rules');
  });
  await hall.open_screen();
  await hall.sit_at_desk(founder, 'Awa');
  hall.people.set('Awa', hall.desk);
  await hall.arrive('René', 'phone');
  await hall.arrive('Léa', 'phone', { options: { colorScheme: 'dark' } });
  await hall.arrive('Paul', 'phone', { remote: true });
  await hall.look('why', faces(hall));
  await hall.go('why', 'advance', 'arrival');
  await hall.look('arrival', faces(hall));
  await hall.round('arrival');
}

async function agree(hall) {
  const { words, witness } = hall;
  await hall.go('arrival', 'advance', 'question');
  await hall.look('question', faces(hall));
  for (const one of everybody(hall)) await one.press(words.gesture('question', 'clear'));
  await witness.until('all find it clear', (one) => one.activity('agreed').tally?.clear === names.length);
  await hall.look('question revealed', faces(hall), words.state('question', 'title'));
}

async function wishes(hall) {
  const { words, witness } = hall;
  await hall.go('question', 'advance', 'wishes');
  await hall.look('wishes', faces(hall));
  const rene = hall.person('René');
  await rene.fill(words.t('collect.text_label'), wish);
  await rene.press(words.gesture('wishes', 'submit'));
  await rene.sees(wish);
  expect(!JSON.stringify(witness.view.layers).includes(wish), 'a wish shows before the end');
  await rene.press(words.t('collect.done'));
  for (const name of ['Awa', 'Léa', 'Paul']) await hall.person(name).press(words.gesture('wishes', 'finish'));
  await witness.until('all is shown', (one) => one.activity('wishes').phase === 'revealed');
  await hall.person('Paul').sees(wish);
  await hall.look('wishes revealed', faces(hall), words.state('wishes', 'title'));
}

async function propose(hall) {
  const { words, witness } = hall;
  await hall.go('wishes', 'advance', 'proposing');
  await hall.desk.sees(words.refusal('proposing', 'too_few_items'));
  for (const [name, text] of [['Léa', bikes], ['René', music]]) {
    await hall.person(name).fill(words.t('collect.text_label'), text);
    await hall.person(name).press(words.gesture('proposing', 'submit'));
    await witness.until(text, (one) => JSON.stringify(one.activity('options').items).includes(text));
  }
  await hall.look('proposing', faces(hall));
}

async function clarify(hall) {
  const { words, witness } = hall;
  await hall.go('proposing', 'advance', 'clarifying');
  await hall.look('clarifying', faces(hall));
  await hall.round('questions', {
    Léa: async (one) => {
      await one.fill(words.t('round.ask_label'), question);
      await one.press(words.t('round.ask'));
      await hall.desk.sees(question);
      await hall.desk.fill(words.t('round.reply_label'), reply);
      await hall.desk.press(words.t('round.reply'));
      const answered = ({ questions }) => Object.values(questions ?? {}).some((row) => row.answered);
      await witness.until('the question is answered', (seen) => answered(seen.activity('questions')));
      await one.press(words.t('round.finish'));
    },
  });
}

/// One option after the other, each with one gesture; then all of them to look over, and « J'ai tout noté ».
async function weigh(hall, table) {
  const { words, witness } = hall;
  const by_words = { i1: 0, i2: 1, passive: 2 };
  for (const name of names) {
    const one = hall.person(name);
    const { options } = witness.activity('resistance');
    for (const [at, option] of options.entries()) {
      const value = table[name][by_words[option]];
      await one.sees(words.t('score.step', { n: at + 1, total: options.length }));
      await one.press(String(value), one.page.getByRole('group', { name: words.t('score.scale') }));
    }
    await one.sees(words.t('score.review_heading'));
    if (name === 'René') await hall.browser.look(one.page, 'rating review', 'phone');
    if (name === names.at(-1)) {
      expect(!JSON.stringify(witness.view.layers).includes('"results"'), 'results show before the last has finished');
      await hall.look('rating, three of four', { phone: hall.person('René') }, words.state('rating', 'title'));
    }
    await one.press(words.gesture('rating', 'finish'));
  }
}

async function least(hall) {
  const { words, witness } = hall;
  await hall.go('clarifying', 'advance', 'rating');
  await hall.look('rating', faces(hall));
  await weigh(hall, first);
  await hall.in_state('listening');
  const { results, ranking } = witness.activity('resistance');
  expect_equal([results.i1.total, results.i2.total, results.passive.total], [15, 18, 28], 'the resistances');
  expect_equal(ranking[0], 'i1', 'what is resisted least');
  await hall.look('listening', faces(hall));
  for (const one of everybody(hall)) {
    await one.sees(words.t('score.loud', { n: 8 }));
    await one.sees(words.t('score.best', { words: bikes }));
  }
}

/// Nobody's number stands on anybody else's device or in anybody's view.
async function never_outed(hall) {
  const { witness } = hall;
  const { room, screen } = witness.view.layers;
  for (const layer of [room, screen]) expect(!JSON.stringify(layer).includes('"scores"'), 'scores of seats are shown');
  for (const name of ['René', 'Léa']) {
    const text = plain(await hall.person(name).page.locator('main').innerText());
    expect(!/Paul/.test(text), `Paul stands beside the results: ${text}`);
  }
}

async function improve(hall) {
  const { words, witness } = hall;
  await hall.go('listening', 'improve', 'improving');
  await hall.look('improving', faces(hall));
  const lea = hall.person('Léa');
  await lea.press(words.t('change'));
  const field = lea.page.getByRole('textbox').filter({ visible: true });
  await field.first().waitFor();
  await lea.page.locator('form, li').filter({ hasText: words.t('keep') }).getByRole('textbox').first().fill(quiet_bikes);
  await lea.press(words.t('keep'));
  await witness.until('the option has changed', (one) => one.activity('options').items.i1.text === quiet_bikes);
  await hall.go('improving', 'advance', 'rating');
  await weigh(hall, second);
  await hall.in_state('listening');
  expect_equal(witness.activity('resistance').results.i1.total, 8, 'the resistance to what was improved');
}

async function decide(hall) {
  const { words, witness } = hall;
  const lea = hall.person('Léa');
  await hall.desk.sees(words.refusal('listening', 'role_vacant'));
  await lea.press(words.t('roles.take'));
  await witness.until('Léa holds the pen', ({ room }) => room.roles.scribe === lea.seat);
  await hall.go('listening', 'advance', 'wording_it');
  await hall.look('wording', faces(hall));
  await lea.write_text(decision, review_date);
  await witness.until('a text', (one) => one.activity('decision').version === 1);
  await hall.go('wording', 'advance', 'least');
  expect_equal(witness.room.decision.outcome, 'least_resisted', 'the outcome');
  await hall.look('least', faces(hall));
  for (const one of everybody(hall)) await one.press(words.t('celebrate.join'));
  const rene = hall.person('René');
  const fold = await rene.unfold(words.t('celebrate.thank'));
  await rene.press('Paul', fold);
  await rene.fill(words.t('celebrate.thank_label', { name: 'Paul' }), thanks, fold);
  await rene.press(words.t('celebrate.thank_send', { name: 'Paul' }), fold);
  await hall.person('Paul').sees(thanks);
  await hall.look('thanks', faces(hall), words.state('least', 'title'));
}

async function end(hall) {
  const { words, witness } = hall;
  await hall.go('least', 'advance', 'commitments');
  await hall.go('commitments', 'advance', 'last_word');
  await hall.round('last_word');
  await hall.go('last_word', 'advance');
  await witness.until('the end', ({ room }) => room.state.key === 'least_resisted' && room.open === 'closed');
  await hall.look('closed', faces(hall), words.t('goodbye.closed'));
  const text = plain(await hall.minutes('René'));
  for (const piece of [title, wish, music, quiet_bikes, decision, thanks, words.day(review_date)]) {
    expect(text.includes(plain(piece)), `${piece} is not in\n${text}`);
  }
}

export async function resistance(hall, tally) {
  await tally.step('Awa founds at the desk; three come in with phones', () => come_in(hall));
  await tally.step('each says blind whether the question is clear', () => agree(hall));
  await tally.step('wishes first, blind; they show when all have finished', () => wishes(hall));
  await tally.step('two options; a round of questions, one is answered', async () => {
    await propose(hall);
    await clarify(hall);
  });
  await tally.step('everybody weighs both, and changing nothing; all shows at once', () => least(hall));
  await tally.step('a strong resistance is invited to speak, and nobody is named', () => never_outed(hall));
  await tally.step('Léa improves her option; all is weighed anew', () => improve(hall));
  await tally.step('it is worded with its day, decided, enjoyed, and somebody is thanked', () => decide(hall));
  await tally.step('a last word each, the end, and the minutes', () => end(hall));
}
