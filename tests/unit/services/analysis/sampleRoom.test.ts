import { describe, expect, it } from 'vitest';
import { SampleRoom } from '../../../../main/services/analysis/sampleRoom.ts';

describe('SampleRoom', () => {
  it('hands out what was given back, if it is large enough', () => {
    const room = new SampleRoom();
    const first = room.take(1000);
    expect(first).toHaveLength(1000);
    room.giveBack(first.buffer);
    const second = room.take(600);
    expect([second.length, second.buffer]).toEqual([600, first.buffer]);
    expect(room.take(600).buffer).not.toBe(first.buffer); // it is out
    room.giveBack(first.buffer);
    expect(room.take(1001).buffer).not.toBe(first.buffer);
  });

  it('keeps the larger of two and nothing huge', () => {
    const room = new SampleRoom();
    const [small, large] = [new ArrayBuffer(400), new ArrayBuffer(4000)];
    room.giveBack(large);
    room.giveBack(small);
    expect(room.take(100).buffer).toBe(large);
    const huge = new ArrayBuffer(8 * 2 ** 20 + 4);
    room.giveBack(huge);
    expect(room.take(100).buffer).not.toBe(huge);
  });
});
