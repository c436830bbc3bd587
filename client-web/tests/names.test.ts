// SPDX-License-Identifier: AGPL-3.0-or-later
// What a face knows of its room: names, also where a layer has not everybody's.
import { describe, expect, it } from 'vitest';
import type { Layers } from '../src/protocol/view';
import { Room } from '../src/room/room';

const seat = (name: string) => ({ name, place: 'room', attendance: 'counted', device: true });
const position = { epoch: 1, seq: 1, nonce: '0' };

function roomWith(layers: Layers): Room {
  const room = new Room('KATA-27XB', 'secret', () => undefined);
  room.view.value = { position, layers };
  return room;
}

describe('names in a large room', () => {
  it('come from whichever layer speaks of the seat', () => {
    const room = roomWith({
      room: { seat_count: 1_000, seats: { s7: seat('Malik') } },
      own_s900: { seats: { s900: seat('Awa'), s8: seat('Ines') } },
    });
    expect(room.name('s7')).toBe('Malik');
    expect(room.name('s900')).toBe('Awa');
    expect(room.name('s8')).toBe('Ines');
    expect(room.name('s9')).toBe('…');
  });

  it('are everybody’s on the desk and the screen', () => {
    const room = roomWith({
      room: { seats: { s7: seat('Malik') } },
      desk: { seats: { s7: seat('Malik'), s9: seat('Zoé') } },
    });
    expect(Object.keys(room.seats.value)).toEqual(['s7', 's9']);
  });

  it('are the room’s own list where it has everybody', () => {
    const listed = { s1: seat('Awa') };
    expect(roomWith({ room: { seats: listed }, own_s1: {} }).seats.value).toBe(listed);
  });
});
