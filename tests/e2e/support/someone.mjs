// SPDX-License-Identifier: AGPL-3.0-or-later
// How the people of a walk use their devices: WALK_BY=keyboard for the keyboard and a screen reader alone, else by sight and touch.
import { KeyboardPerson } from './keyboard_person.mjs';
import { Person } from './person.mjs';

export const someone = process.env.WALK_BY === 'keyboard' ? KeyboardPerson : Person;
