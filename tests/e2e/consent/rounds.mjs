// SPDX-License-Identifier: AGPL-3.0-or-later
// From the arrival to the reactions: everybody is heard, the law holds against the desk, a phone loses its network.
import { open_session } from '../support/server.mjs';
import { Session } from '../support/seat.mjs';
import { expect, expect_equal } from '../support/tally.mjs';
import { faces } from './circle.mjs';

export const review_date = '2027-03-20';
export const first_text = 'Nous ouvrons l’atelier le samedi matin.';
export const question = 'Combien d’heures par semaine ?';
export const reply = 'Quatre heures, de neuf à treize.';
export const note = 'J’ai peur qu’on s’épuise, mais j’en ai envie.';

/// The desk opens the next step.
export async function advance(hall, from, to) {
  await hall.desk.press(hall.words.gesture(from, 'advance'));
  await hall.in_state(to);
}

export async function arrival(hall, tally) {
  const { words } = hall;
  await tally.step('a word each on arriving; Ali passes, Mado speaks through Léa', async () => {
    await hall.look('arrival', faces(hall));
    await hall.round('arrival', { Ali: (one) => one.press(words.t('round.pass')) });
    const spoken = Object.values(hall.witness.activity('arrival').order).map(({ mark }) => mark);
    expect_equal(spoken.filter((mark) => mark === 'spoke').length, 5, 'spoke');
    expect_equal(spoken.filter((mark) => mark === 'passed').length, 1, 'passed');
  });
  await tally.step('the desk opens the need', () => advance(hall, 'arrival', 'context'));
}

export async function need(hall, tally) {
  const { words, witness } = hall;
  await tally.step('each says whether the need is clear; nothing shows before the end', async () => {
    await hall.look('context', faces(hall));
    const names = ['Awa', 'René', 'Léa', 'Mado', 'Paul'];
    for (const name of names) await hall.as(name, (one) => one.press(words.gesture('context', 'clear')));
    await witness.until('five have answered', (one) => one.activity('driver').finished === 5);
    expect(!JSON.stringify(witness.view.layers).includes('"choice":"clear"'), 'a blind answer is shown');
    await hall.as('Ali', (one) => one.press(words.gesture('context', 'clear')));
    await witness.until('all is shown', (one) => one.activity('driver').tally?.clear === 6);
    await hall.browser.look(hall.person('René').page, 'context revealed', 'phone');
    await hall.browser.look(hall.screen.page, 'context revealed', 'screen');
  });
  await tally.step('the step says that somebody has to carry the proposal; René does', async () => {
    await hall.desk.sees(words.refusal('context', 'role_vacant'));
    const rene = hall.person('René');
    await rene.press(words.t('roles.take'));
    await witness.until('René proposes', ({ room }) => room.roles.proposer === rene.seat);
    await advance(hall, 'context', 'presentation');
  });
}

export async function presentation(hall, tally) {
  await tally.step('René writes the proposal and the day it is looked at again', async () => {
    const rene = hall.person('René');
    await hall.look('presentation', faces(hall));
    await rene.write_text(first_text, review_date);
    await hall.witness.until('version 1', (one) => one.activity('text').version === 1);
    hall.text = first_text;
    await hall.look('presentation', { 'remote, text': hall.person('Paul') });
    await advance(hall, 'presentation', 'clarification');
  });
}

export async function clarification(hall, tally) {
  const { words, witness } = hall;
  await tally.step('the law holds against whoever facilitates: nobody is skipped, whatever the reason', async () => {
    await hall.look('clarification', faces(hall));
    const act = hall.desk.act(words.gesture('clarification', 'advance')).first();
    expect_equal(await act.getAttribute('aria-disabled'), 'true', 'the step is not held back on the desk');
    await hall.desk.sees(words.refusal('clarification', 'not_heard'));
    await hall.desk.sees_not(words.t('override.help'));
    await with_founder(hall, async (founder) => {
      const on = founder.room.state.entry;
      await refused(founder.submit({ type: 'step', event: 'advance' }, { on }), 'not_heard', hall);
      await refused(founder.submit({ type: 'override', event: 'advance', reason: 'On est en retard.' }, { on }), 'law_stands', hall);
    });
    expect_equal(witness.room.state.key, 'clarification', 'the state');
  });
  await tally.step('one question at a time; René replies', async () => {
    await hall.round('questions', {
      Paul: async (one) => {
        await one.fill(words.t('round.ask_label'), question);
        await one.press(words.t('round.ask'));
        const rene = hall.person('René');
        await rene.sees(question);
        await hall.browser.look(rene.page, 'question asked', 'phone');
        await rene.fill(words.t('round.reply_label'), reply);
        await rene.press(words.t('round.reply'));
        await witness.until('the question is answered', (seen) =>
          Object.values(seen.activity('questions').questions ?? {}).some(({ answered }) => answered),
        );
        await one.press(words.t('round.finish'));
      },
    });
    await advance(hall, 'clarification', 'reactions');
  });
}

export async function reactions(hall, tally) {
  const { words, witness, network } = hall;
  const rene = () => hall.person('René');
  await tally.step('a round of reactions; nobody replies', async () => {
    await hall.look('reactions', faces(hall));
    await hall.round('reactions', {
      Zoé: async (one) => {
        await hall.browser.look(one.page, 'my turn', 'phone');
        await one.press(words.t('round.finish'));
      },
    });
  });
  await tally.step("René's network swallows bytes, then breaks: the phone says so and keeps the words", async () => {
    const fold = await rene().unfold(words.t('round.write_note'));
    await rene().fill(words.t('round.note_label'), note, fold);
    network.stall();
    await rene().press(words.t('keep'), fold);
    await rene().line('line.sending');
    network.cut();
    await rene().line('line.offline');
    await rene().sees(words.t('offline.kept'));
    await hall.browser.look(rene().page, 'offline', 'phone');
    expect_equal(witness.activity('reactions').notes?.[rene().seat], undefined, 'a note that cannot have come');
  });
  await tally.step('the network is back: the words arrive by themselves', async () => {
    network.mend();
    await witness.until('the note', (one) => one.activity('reactions').notes?.[rene().seat]?.text === note);
    await rene().line('line.live', 'line.heard');
    await rene().sees_not(words.t('offline.kept'));
  });
}

/// A session of the founder's own seat without a page: for what no face offers.
export async function with_founder(hall, act) {
  const { base } = hall.server;
  const wish = { face: 'desk', name: 'Awa', secret: hall.founded.founder_secret };
  const { secret } = await open_session(base, hall.code, wish);
  const founder = new Session(base, hall.code, secret);
  await founder.until('the founder sees', ({ room }) => room);
  try {
    return await act(founder);
  } finally {
    founder.close();
  }
}

export async function refused(answer, code, hall) {
  const cause = await answer.then(
    (seq) => new Error(`accepted at ${seq}`),
    (refusal) => refusal,
  );
  const missing = cause.code === 'step_not_allowed' ? cause.params?.missing : undefined;
  expect(cause.code === code || missing === code, `${cause.message} instead of ${code}, in ${hall.witness.room.state.key}`);
}
