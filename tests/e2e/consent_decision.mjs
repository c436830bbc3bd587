// SPDX-License-Identifier: AGPL-3.0-or-later
// Seven seats decide by consent, with two objections, three bad phones' worth of trouble and two power cuts; in French.
import { check_first_answers, second_check, text_changed_at_the_last_moment } from './consent/checks.mjs';
import { come_in, late_one, somebody_leaves } from './consent/circle.mjs';
import { ending, minutes } from './consent/ending.mjs';
import { facilitator_is_switched_off, first_objection, second_objection, without_conductor } from './consent/objections.mjs';
import { arrival, clarification, need, presentation, reactions } from './consent/rounds.mjs';
import { Hall } from './support/hall.mjs';
import { Tally } from './support/tally.mjs';

let hall;
const tally = new Tally((name) => hall?.browser.pictures(name));

await tally.run(
  async () => {
    hall = await tally.step('the server and the browser start', () =>
      Hall.open('consent_decision', { scenario: 'consent_decision', tongue: 'fr', address: 'tu' }),
    );
    await tally.step('what is wrong on purpose is found', () => hall.browser.finds_faults());
    await come_in(hall, tally);
    await arrival(hall, tally);
    await need(hall, tally);
    await presentation(hall, tally);
    await late_one(hall, tally);
    await clarification(hall, tally);
    await reactions(hall, tally);
    await somebody_leaves(hall, tally);
    await check_first_answers(hall, tally);
    await text_changed_at_the_last_moment(hall, tally);
    await second_check(hall, tally);
    await facilitator_is_switched_off(hall, tally);
    await first_objection(hall, tally);
    await second_objection(hall, tally);
    await without_conductor(hall, tally);
    await ending(hall, tally);
    await minutes(hall, tally);
    hall.browser.report(tally);
    console.log(`back by themselves after each power cut within (ms): ${hall.resumed_ms.join(', ')}`);
  },
  () => hall?.close(),
);
