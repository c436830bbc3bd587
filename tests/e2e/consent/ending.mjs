// SPDX-License-Identifier: AGPL-3.0-or-later
// Nobody conducts: a step is called, held, called again through a power cut; the end, and what the minutes tell.
import { readFileSync } from 'node:fs';
import { ask } from '../support/server.mjs';
import { expect, expect_equal } from '../support/tally.mjs';
import { plain } from '../support/words.mjs';
import { concern, second_text } from './checks.mjs';
import { faces, last_word, title, why } from './circle.mjs';
import { arguments_by, fourth_text, third_text } from './objections.mjs';
import { first_text, note, question, reply, review_date } from './rounds.mjs';

const opens_within_ms = 40_000; // 15 s of the protocol, and a machine that is busy
const promise = 'Une affiche à l’arrêt de car';

/// Somebody calls the next step.
async function call(hall, name, from, event = 'advance') {
  const person = hall.person(name);
  const fold = await person.unfold(hall.words.t('step.next'));
  await person.press(hall.words.gesture(from, event), fold);
  await hall.witness.until('a step is called', ({ room }) => room.step.called?.event === event);
}

export async function ending(hall, tally) {
  await adoption(hall, tally);
  await commitments(hall, tally);
  await closing(hall, tally);
}

async function adoption(hall, tally) {
  const { words, witness } = hall;
  await tally.step('Léa calls the decision, Zoé says « Attends »: it does not open', async () => {
    await call(hall, 'Léa', 'concerns', 'adopt');
    const zoe = hall.person('Zoé');
    const called = words.t('step.called', { name: 'Léa', step: words.gesture('concerns', 'adopt') });
    await zoe.sees(called);
    await hall.browser.look(zoe.page, 'step called', 'phone');
    await zoe.press(words.t('step.hold'));
    await witness.until('it is held', ({ room }) => room.step.called === undefined);
    await zoe.sees_not(called);
    expect_equal(witness.room.state.key, 'concerns', 'the state');
  });
  await tally.step('called again; the power goes while it waits; all are back within 3 s and it opens by itself', async () => {
    await call(hall, 'Léa', 'concerns', 'adopt');
    const within_ms = await hall.power_cut();
    expect(within_ms <= 3000, `back after ${within_ms} ms`);
    await hall.in_state('adoption', opens_within_ms);
    const { decision } = witness.room;
    expect_equal([decision.outcome, decision.version], ['adopted', 4], 'the decision');
    await hall.look('adoption', faces(hall));
  });
}

async function commitments(hall, tally) {
  const { words, witness } = hall;
  await tally.step('Zoé asks René for something; René takes it on himself', async () => {
    await call(hall, 'René', 'adoption');
    await hall.in_state('commitments', opens_within_ms);
    await hall.look('commitments', faces(hall));
    const zoe = hall.person('Zoé');
    const rene = hall.person('René');
    await zoe.fill(words.t('commitments.what'), promise);
    await zoe.page.getByLabel(words.t('commitments.who')).selectOption(rene.seat);
    await zoe.fill(words.t('commitments.when'), '2027-01-15');
    await zoe.press(words.t('commitments.ask'));
    await rene.sees(promise);
    await hall.browser.look(rene.page, 'asked for a commitment', 'phone');
    await rene.press(words.t('commitments.accept'));
    await witness.until('it is accepted', (one) =>
      Object.values(one.activity('commitments').items ?? {}).some(({ state }) => state === 'accepted'),
    );
    await call(hall, 'Léa', 'commitments');
    await hall.in_state('last_word', opens_within_ms);
  });
}

async function closing(hall, tally) {
  const { words, witness } = hall;
  await tally.step('a last word each; the palabre ends well without a conductor', async () => {
    await hall.look('last_word', faces(hall));
    await hall.round('last_word');
    await call(hall, 'Zoé', 'last_word');
    await witness.until('the end', ({ room }) => room.state.final && room.open === 'closed', opens_within_ms);
    expect_equal(witness.room.decision.outcome, 'adopted', 'the outcome');
    await hall.look('adopted', faces(hall), words.t('goodbye.closed'));
  });
}

export async function minutes(hall, tally) {
  const { words } = hall;
  const paul = hall.person('Paul');
  let text;
  await tally.step('the minutes come as a file on a phone, and are the same by the protocol', async () => {
    const waiting = paul.page.waitForEvent('download');
    await paul.press(words.t('away.minutes'));
    text = readFileSync(await (await waiting).path(), 'utf8');
    const secret = await paul.secret(hall.code);
    const path = `/api/palabres/${hall.code}/minutes.md`;
    expect_equal(await ask(hall.server.base, path, { secret, text: true }), text, 'the minutes');
    const refusal = await ask(hall.server.base, path, { secret: 'x'.repeat(22) }).catch((cause) => cause.code);
    expect_equal(refusal, 'no_such_session', 'minutes for a stranger');
  });
  const tells = (what, ...pieces) =>
    tally.see(`the minutes tell ${what}`, pieces.every((piece) => holds(text, piece)), `${pieces.join(' … ')}\n${text}`);
  const said = (code, values) => words.minutes(code, values);
  tells('what it was about', title, why);
  tells('the question and its reply', said('round_question', { seat: 'Paul', text: question }), reply);
  tells("the words that René's phone kept", said('round_note', { seat: 'René', text: note }));
  for (const [n, version] of [first_text, second_text, third_text, fourth_text].entries()) tells(`version ${n + 1}`, version);
  tells('who entered a version for René', new RegExp(`${quoted(second_text)}.*${quoted(said('entered_by', { entered_by: 'Awa' }))}`));
  tells("Paul's concern of the first check", said('check_concern_worded', { seat: 'Paul', text: concern }));
  for (const [name, argument] of Object.entries(arguments_by)) tells(`${name}'s objection`, argument);
  tells('who entered it for Mado', new RegExp(`${quoted(arguments_by.Mado)}.*${quoted(said('entered_by', { entered_by: 'Léa' }))}`));
  tells('how the first was lifted', said('objection_integrated', { seat: hall.first, version: 3 }));
  tells('what became of the second', said('objection_concern', { seat: hall.second }));
  tells('the decision', new RegExp(quoted(said('decision_adopted', { at: '@@', version: 4 })).replace('@@', '\\d\\d:\\d\\d')), fourth_text);
  tells('until when', said('review_date', { review_date: '20 mars 2027' }));
  expect_equal(review_date, '2027-03-20', 'the date that the sentence above spells');
  tells('that Ali left, and with what word', said('seat_left'), last_word);
  tells('that Zoé came late', new RegExp(`Zoé.*${quoted(said('seat_late', { joined_at: '@@' })).replace('@@', '\\d\\d:\\d\\d')}`));
  tells('whose voice Mado had', said('seat_voice', { seat: 'Léa' }));
  tells('that Paul was far', said('place_remote'));
  tells("that Awa's absence was noted", new RegExp(`Awa.*${quoted(said('seat_away'))}`));
  tells('what René took on, and by when', `${promise}, pour le 15 janvier 2027`);
  tells('what was chosen, in the words of the phones', `${words.gesture('context', 'clear')} : 6`);
  tells('that it went on without a conductor', new RegExp(quoted(said('unconducted', { at: '@@' })).replace('@@', '\\d\\d:\\d\\d')));
}

const quoted = (words) => plain(words).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const holds = (text, piece) =>
  piece instanceof RegExp ? text.split('\n').some((line) => piece.test(plain(line))) : plain(text).includes(plain(piece));
