import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockQueue } from '../../../../renderer/features/playback/blockQueue.ts';

function ramp(startSample: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => startSample + i);
}

function readAll(queue: BlockQueue, step: number, quantum = 128) {
  const samples: number[] = [];
  const starts: [frame: number, sample: number | null][] = [];
  for (;;) {
    const out = [new Float32Array(quantum)];
    const at = samples.length;
    const { frames } = queue.read(out, quantum, step, (frame) => starts.push([at + frame, queue.nextSample]));
    samples.push(...out[0]!.subarray(0, frames));
    if (frames < quantum) return { samples, starts };
  }
}

describe('BlockQueue', () => {
  it('passes samples through unchanged at speed 1, however they are cut into blocks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 12 }), (lengths) => {
        const queue = new BlockQueue();
        let at = 0;
        for (const [i, length] of lengths.entries()) {
          queue.push({ startSample: at, channels: [ramp(at, length)], last: i === lengths.length - 1, repeats: false });
          at += length;
        }
        expect(readAll(queue, 1).samples).toEqual(Array.from({ length: at }, (_, i) => i));
        expect(queue.hasEnded).toBe(true);
      }),
    );
  });

  it('keeps a straight line straight at other speeds, across block borders', () => {
    const queue = new BlockQueue();
    for (let i = 0; i < 8; i++)
      queue.push({ startSample: i * 100, channels: [ramp(i * 100, 100)], last: i === 7, repeats: false });
    const { samples } = readAll(queue, 0.75);
    expect(samples.length).toBe(Math.ceil(800 / 0.75));
    for (const [frame, v] of samples.slice(2, -4).entries()) expect(v).toBeCloseTo((frame + 2) * 0.75, 3);
  });

  it('says which sample each block begins with, so that a loop moves the play head back', () => {
    const queue = new BlockQueue();
    queue.push({ startSample: 500, channels: [ramp(500, 200)], last: false, repeats: false });
    queue.push({ startSample: 400, channels: [ramp(400, 300)], last: true, repeats: false });
    const { starts, samples } = readAll(queue, 1);
    expect(starts).toContainEqual([0, 500]);
    expect(starts).toContainEqual([200, 400]);
    expect(samples[200]).toBe(400);
  });

  it('reports blocks as consumed once each', () => {
    const queue = new BlockQueue();
    for (let i = 0; i < 5; i++)
      queue.push({ startSample: i * 10, channels: [ramp(i * 10, 10)], last: i === 4, repeats: false });
    const { consumed, frames } = queue.read([new Float32Array(128)], 128, 1, () => undefined);
    expect({ consumed, frames }).toEqual({ consumed: 5, frames: 50 });
  });

  describe('a loop of a few samples, sent once', () => {
    const read = (queue: BlockQueue, nFrames: number, step = 1) => {
      const out = [new Float32Array(nFrames)];
      let starts = 0;
      const result = queue.read(out, nFrames, step, () => starts++);
      return { ...result, starts, samples: [...out[0]!] };
    };
    const looping = (values: readonly number[]) => {
      const queue = new BlockQueue();
      queue.push({ startSample: 7, channels: [Float32Array.from(values)], last: false, repeats: true });
      return queue;
    };

    it.each([1, 2, 3, 127, 128, 129, 441])('of %d samples never starves, and repeats bit for bit', (length) => {
      const values = Array.from({ length }, (_, i) => i + 1);
      const queue = looping(values);
      for (let quantum = 0; quantum < 20; quantum++) {
        const { frames, consumed, starts, samples } = read(queue, 128);
        expect({ frames, consumed }).toEqual({ frames: 128, consumed: 0 });
        expect(starts).toBe(1); // once a quantum, however often it came round
        expect(samples).toEqual(Array.from({ length: 128 }, (_, i) => ((128 * quantum + i) % length) + 1));
      }
      expect(queue.hasEnded).toBe(false);
    });

    it('is read at other speeds as the endless signal that it is', () => {
      const period = 16;
      const wave = Array.from({ length: period }, (_, i) => Math.sin((2 * Math.PI * i) / period));
      for (const step of [0.25, 0.77, 4, 40.5]) {
        const queue = looping(wave);
        read(queue, 128, step); // the first pass has nothing before it
        const { samples, frames } = read(queue, 128, step);
        expect(frames).toBe(128);
        for (const [i, v] of samples.entries())
          expect(v).toBeCloseTo(Math.sin((2 * Math.PI * (128 + i) * step) / period), 2);
      }
    });
  });
});
