import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TakeIntake, type TakeBlock } from '../../../../../renderer/features/recording/takeIntake.ts';
import type { CapturedSound, CaptureGap } from '../../../../../renderer/shared/capture/captureFeed.ts';

const sampleRateHz = 48_000;

/** Sound whose samples say which frame of the capture they are; it came in at once, at `atMs`. */
function sound(from: number, nFrames: number, atMs: number, gaps: readonly CaptureGap[] = []): CapturedSound {
  let skipped = 0;
  let next = 0;
  const values = Float32Array.from({ length: nFrames }, (_, n) => {
    while (next < gaps.length && gaps[next]!.atFrame <= n) skipped += gaps[next++]!.frames;
    return from + n + skipped;
  });
  return { channels: [values], nFrames, gaps, stampMs: () => atMs };
}

const numbers = (blocks: readonly TakeBlock[]) => blocks.flatMap(({ channels }) => [...channels[0]!]);
const intake = (options: Partial<ConstructorParameters<typeof TakeIntake>[0]> = {}) =>
  new TakeIntake({ sampleRateHz, startMs: 0, maxFrames: Infinity, ...options });

describe('what comes in becomes a take', () => {
  it('from the first frame on, in blocks of a tenth of a second at most', () => {
    const take = intake();
    const blocks = [...take.take(sound(0, 100, 0)), ...take.take(sound(100, 12_000, 2))];
    expect(blocks.map(({ startFrame, channels }) => [startFrame, channels[0]!.length])).toEqual([
      [0, 100],
      [100, 4800],
      [4900, 4800],
      [9700, 2400],
    ]);
    expect(numbers(blocks)).toEqual(Array.from({ length: 12_100 }, (_, n) => n));
  });

  it('what was left out leaves a gap of its length at its place', () => {
    const take = intake();
    take.take(sound(0, 128, 0));
    const blocks = take.take(sound(128, 384, 3, [{ atFrame: 128, frames: 256 }]));
    expect(blocks.map(({ startFrame }) => startFrame)).toEqual([128, 512]);
    expect(numbers(blocks)).toEqual(
      [...Array(128).keys()].map((n) => n + 128).concat([...Array(256).keys()].map((n) => n + 512)),
    );
    expect(take.lostFrames).toBe(256);
    expect(take.nFrames).toBe(768);
  });

  it('in pauses nothing is kept, and nothing of it counts', () => {
    const take = intake();
    take.take(sound(0, 4800, 0));
    take.setPaused(true);
    expect(take.take(sound(4800, 9600, 100, [{ atFrame: 4800, frames: 100 }]))).toEqual([]);
    take.setPaused(false);
    const [block] = take.take(sound(14_500, 100, 302));
    expect(block?.startFrame).toBe(4800);
    expect(take.lostFrames).toBe(0);
    expect(block?.stampMs).toBeCloseTo(100, 0); // the pause is not time in which samples should have come
  });

  it('begins at a moment, by the clock of the blocks that came soonest', () => {
    const take = intake({ startMs: Infinity });
    // Blocks come 0 to 9 ms late; the soonest says when frame 0 came in: at 1000 ms.
    for (let i = 0; i < 20; i++) expect(take.take(sound(i * 480, 480, 1000 + i * 10 + ((i * 7) % 10)))).toEqual([]);
    take.startAt(1250);
    const blocks = take.take(sound(9600, 4800, 1207));
    expect(numbers(blocks)[0]).toBe(12_000);
    expect(blocks[0]?.startFrame).toBe(0);
    expect(take.nFrames).toBe(2400);
  });

  it('ends at its length, and no gap makes it longer', () => {
    const take = intake({ maxFrames: 1000 });
    take.take(sound(0, 900, 0));
    expect(take.isFull).toBe(false);
    const blocks = take.take(sound(900, 500, 20, [{ atFrame: 60, frames: 1000 }]));
    expect(numbers(blocks)).toHaveLength(60);
    expect(take.isFull).toBe(true);
    expect(take.nFrames).toBe(1000);
    expect(take.take(sound(9000, 500, 30))).toEqual([]);
  });

  it('however it is read, blocks and gaps together are the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ nFrames: fc.nat(9000), lost: fc.nat(300) }), { maxLength: 30 }), (reads) => {
        const take = intake();
        let captured = 0;
        const blocks = reads.flatMap(({ nFrames, lost }) => {
          const gaps = lost > 0 && nFrames > 0 ? [{ atFrame: nFrames >> 1, frames: lost }] : [];
          const given = take.take(sound(captured, nFrames, captured / 48, gaps));
          captured += nFrames + (gaps.length > 0 ? lost : 0);
          return given;
        });
        const first = blocks[0] === undefined ? 0 : numbers(blocks)[0]!;
        for (const { startFrame, channels } of blocks)
          expect(channels[0]).toEqual(Float32Array.from(channels[0]!, (_, n) => first + startFrame + n));
        if (blocks.length > 0) expect(first + take.nFrames).toBe(captured);
      }),
      { numRuns: 50 },
    );
  });
});
