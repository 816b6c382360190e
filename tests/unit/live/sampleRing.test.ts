import { describe, expect, it } from 'vitest';
import { createSampleRing, ringReader, ringWriter } from '../../../renderer/shared/capture/sampleRing.ts';

const ramp = (start: number, count: number) => Float32Array.from({ length: count }, (_, i) => start + i);

describe('the ring of samples', () => {
  it('gives every block in order, round its end many times', () => {
    const memory = createSampleRing(2, 1024);
    const [write, reader] = [ringWriter(memory), ringReader(memory)];
    let next = 0;
    for (let round = 0; round < 100; round++) {
      for (let block = 0; block <= round % 7; block++)
        expect(write([ramp(next + block * 128, 128), ramp(-next - block * 128, 128)], 128, round)).toBe(true);
      const { channels, nFrames, stampMs } = reader.read();
      expect(nFrames).toBe(((round % 7) + 1) * 128);
      expect(channels[0]).toEqual(ramp(next, nFrames));
      expect(channels[1]?.[1]).toBe(1 - next);
      expect(stampMs(nFrames - 1)).toBe(round);
      next += nFrames;
    }
    expect(reader.losses()).toEqual({ blocks: 0, frames: 0 });
  });

  it('leaves out what does not fit and counts it; a missing channel is silent', () => {
    const memory = createSampleRing(2, 256);
    const [write, reader] = [ringWriter(memory), ringReader(memory)];
    const blocks = [0, 1, 2, 3].map((i) => write([ramp(i * 128, 128)], 128, i));
    expect(blocks).toEqual([true, true, false, false]);
    const { channels, nFrames } = reader.read();
    expect(nFrames).toBe(256);
    expect(channels[1]?.every((value) => value === 0)).toBe(true);
    expect(reader.losses()).toEqual({ blocks: 2, frames: 256 });
    expect(write([ramp(0, 128)], 128, 9)).toBe(true);
  });
});

describe('where sound was left out', () => {
  it('is told with the frame before which it is missing', () => {
    const memory = createSampleRing(1, 512);
    const [write, reader] = [ringWriter(memory), ringReader(memory)];
    const put = (count: number) => {
      for (let i = 0; i < count; i++) write([ramp(0, 128)], 128, 0);
    };
    put(6); // two find no room
    expect(reader.read().gaps).toEqual([]); // they come after what was read
    put(2);
    expect(reader.read().gaps).toEqual([{ atFrame: 0, frames: 256 }]);
    put(3);
    expect(reader.read().gaps).toEqual([]);
    expect(reader.losses().frames).toBe(256);
  });
});
