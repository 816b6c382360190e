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
});
