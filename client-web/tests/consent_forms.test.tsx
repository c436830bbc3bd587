// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers said aloud after the reveal, and objections of which everybody says whether they hold.
import { describe, expect, it } from 'vitest';
import { press, show } from './shown';

describe('answers said aloud', () => {
  it('are handed on by whoever says theirs', async () => {
    const { sent, text } = await show('saying');
    expect(text).toContain('À toi de dire ta réponse');
    await press('C’est dit');
    expect(sent.at(-1)).toEqual({ body: { type: 'said' }, about: { on: 'a5', version: 2 } });
  });
});

describe('an objection asked of everybody', () => {
  it('is upheld by one, or let go', async () => {
    const { sent } = await show('objection_asked');
    await press('Oui, elle tient encore');
    expect(sent.at(-1)?.body).toEqual({ type: 'still', item: 'i1' });
    await press('Pour moi, elle ne tient pas');
    expect(sent.at(-1)).toEqual({
      body: { type: 'no_objection', item: 'i1' },
      about: { on: 'a6', version: 2 },
    });
  });
});
