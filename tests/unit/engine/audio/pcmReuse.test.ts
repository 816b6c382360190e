import { describe, expect, it } from 'vitest';
import { bufferSource } from '../../../../main/engine/audio/bufferSource.ts';
import { openAudio } from '../../../../main/engine/audio/openAudio.ts';
import { wavBytes } from '../../../harness/audioStudio.ts';

const channels = [0, 1].map((c) => Float32Array.from({ length: 150_000 }, (_, n) => Math.sin(n * (c + 1) * 0.01)));

describe('blocks of PCM read with reuse', () => {
  it('hold the same samples, in the same arrays again and again', async () => {
    const bytes = wavBytes(channels, { sampleRateHz: 44_100 });
    const decoder = await openAudio(bufferSource('a.wav', bytes));
    const memory = new Set<ArrayBufferLike>();
    let at = 0;
    for await (const block of decoder.blocks({ reuse: true })) {
      block.channels.forEach((samples, c) => {
        expect(samples).toEqual(channels[c]!.subarray(at, at + block.nSamples));
        memory.add(samples.buffer);
      });
      at += block.nSamples;
    }
    expect(at).toBe(150_000);
    expect(memory.size).toBe(2);
  });

  it.each([1, 2, 3])('of 16 bits in %i channels are the integers that the samples stand for', async (nChannels) => {
    const sound = Array.from({ length: nChannels }, (_, c) => channels[c % 2]!.subarray(c));
    const equal = sound.map((x) => x.subarray(0, 140_000));
    const source = bufferSource('a.wav', wavBytes(equal, { sampleRateHz: 44_100, format: 's16' }));
    const decoder = await openAudio(source);
    const floats: Float32Array[][] = [];
    for await (const block of decoder.blocks()) floats.push([...block.channels]);
    const again = await openAudio(source);
    let nBlocks = 0;
    for await (const block of again.blocks16!({ reuse: true })) {
      const expected = floats[nBlocks++]!;
      block.channels.forEach((integers, c) => {
        expect(Float32Array.from(integers, (k) => k / 32_768)).toEqual(expected[c]);
      });
    }
    expect(nBlocks).toBe(floats.length);
  });

  it('of other formats are not offered as integers', async () => {
    const bytes = wavBytes(channels, { sampleRateHz: 44_100 });
    expect((await openAudio(bufferSource('a.wav', bytes))).blocks16).toBeUndefined();
  });
});
