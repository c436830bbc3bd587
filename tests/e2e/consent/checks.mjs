// SPDX-License-Identifier: AGPL-3.0-or-later
// Two checks: one that a power cut falls into and a changed text undoes, one that brings two objections.
import { expect, expect_equal } from '../support/tally.mjs';
import { faces } from './circle.mjs';
import { advance, first_text, refused, with_founder } from './rounds.mjs';

export const second_text = 'Nous ouvrons l’atelier le samedi matin, à l’essai.';
export const concern = 'Il faudra chauffer.';

/// Each answers in turn; the check counts them, or ends with the last.
export async function answer(hall, names, choice, text) {
  for (const name of names) {
    const before = hall.witness.activity('check');
    await hall.as(name, (one) => one.answer(choice, text));
    await hall.witness.until(`${name} has answered`, (one) => {
      const now = one.activity('check');
      return !now?.running || now.phase !== 'open' || now.answered === before.answered + 1;
    });
  }
}

const answered = (hall, n) =>
  hall.witness.until(`${n} have answered`, (one) => one.activity('check').answered === n);

export async function check_first_answers(hall, tally) {
  const { words, witness } = hall;
  await tally.step('René keeps the text; the circle is asked', async () => {
    await advance(hall, 'reactions', 'amendment');
    await hall.look('amendment', faces(hall));
    await advance(hall, 'amendment', 'check');
    await hall.look('check', faces(hall));
    expect_equal(witness.activity('check').version, 1, 'the version asked');
  });
  await tally.step('four of six answer; nobody can know what', async () => {
    await answer(hall, ['René', 'Léa', 'Mado'], 'consent');
    await answer(hall, ['Paul'], 'concern', concern);
    await answered(hall, 4);
    const seen = JSON.stringify(witness.view.layers);
    expect(!seen.includes('"choice"') && !seen.includes(concern), 'an answer shows before the reveal');
    await hall.look('check answered', faces(hall), words.state('check', 'title'));
  });
  await tally.step('the power goes in the middle of it: all are back within 3 s, no answer is lost', async () => {
    const within_ms = await hall.power_cut();
    expect(within_ms <= 3000, `back after ${within_ms} ms`);
    expect_equal(witness.activity('check').answered, 4, 'answers after the power cut');
    await hall.person('René').sees(words.t('consent.mine.consent'));
    await hall.person('Paul').sees(words.t('consent.mine.concern'));
  });
  await tally.step('the last two answer: all shows at once, and nobody objects', async () => {
    await answer(hall, ['Awa', 'Zoé'], 'consent');
    await hall.in_state('concerns');
    expect_equal(witness.activity('check').tally, { consent: 5, concern: 1, objection: 0 }, 'the answers');
    await hall.look('concerns', faces(hall));
    for (const one of Object.values(faces(hall))) await one.sees(concern);
  });
}

export async function text_changed_at_the_last_moment(hall, tally) {
  const { words, witness } = hall;
  await tally.step('the text changes after the answers: nobody adopts it, whatever the reason', async () => {
    await hall.person('René').sees(words.t('edit.asks_again'));
    await hall.desk.speaking_for('René', (one) => one.write_text(second_text));
    await witness.until('version 2', (one) => one.activity('text').version === 2);
    await with_founder(hall, async (founder) => {
      const on = founder.room.state.entry;
      await refused(founder.submit({ type: 'step', event: 'adopt' }, { on }), 'text_changed_since', hall);
      const over = { type: 'override', event: 'adopt', reason: 'Ce n’est qu’un mot.' };
      await refused(founder.submit(over, { on }), 'law_stands', hall);
    });
    await hall.desk.sees(words.refusal('concerns', 'text_changed_since'));
    const adopt = hall.desk.act(words.gesture('concerns', 'adopt')).first();
    expect_equal(await adopt.getAttribute('aria-disabled'), 'true', 'adopting is not held back on the desk');
    await hall.look('concerns, text changed', faces(hall), words.state('concerns', 'title'));
    expect_equal(witness.room.decision, undefined, 'a decision');
  });
  await tally.step('the desk asks again, on the text that stands now', async () => {
    await hall.desk.press(words.gesture('concerns', 'check_again'));
    await hall.in_state('check');
    expect_equal(witness.activity('check').version, 2, 'the version asked');
    expect_equal(witness.activity('check').answered, 0, 'answers carried over');
    hall.text = second_text;
    expect(first_text !== second_text, 'the same text');
  });
}

export async function second_check(hall, tally) {
  const { witness } = hall;
  await tally.step('Paul objects, and Mado through Léa; four consent', async () => {
    await answer(hall, ['Awa', 'René', 'Léa', 'Zoé'], 'consent');
    await answer(hall, ['Paul'], 'objection');
    await hall.browser.look(hall.person('Paul').page, 'I object', 'remote');
    await answer(hall, ['Mado'], 'objection');
    await hall.in_state('integrate');
    const { items, pending, current } = witness.activity('objections');
    expect_equal(pending, 2, 'objections to hear');
    expect_equal(Object.values(items).map(({ seat }) => hall.name_of(seat)).sort(), ['Mado', 'Paul'], 'who objects');
    expect(current !== undefined, 'none is taken up');
    await hall.look('integrate', faces(hall));
  });
}
