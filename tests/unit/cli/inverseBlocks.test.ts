import { expect, it } from 'vitest';
import type { ComplexFramesFile } from '../../../main/cli/input/complexFrames.ts';
import { inverseBlocks } from '../../../main/cli/inverseBlocks.ts';
import { istft } from '../../../main/engine/dsp/istft.ts';
import { stft, type ComplexFrames } from '../../../main/engine/dsp/stft.ts';
import type { StftParams } from '../../../main/engine/dsp/stftParams.ts';
import { noise } from '../../golden/dsp/dspSignals.ts';

function asFile({ re, im, nFrames, nBins }: ComplexFrames): ComplexFramesFile {
  return {
    ...{ name: 'frames', nChannels: 1, nFrames, nBins },
    read: (_, first, count) =>
      Promise.resolve({
        re: re.slice(first * nBins, (first + count) * nBins),
        im: im.slice(first * nBins, (first + count) * nBins),
        ...{ nFrames: count, nBins },
      }),
    close: () => Promise.resolve(),
  };
}

const cases: (StftParams & { length?: number })[] = [
  { fftSize: 512, hopLength: 128, pad: 'reflect' },
  { fftSize: 512, hopLength: 100, winLength: 400, pad: 'constant', length: 30_011 },
  { fftSize: 512, hopLength: 512, window: 'rect', pad: 'none' },
  { fftSize: 512, hopLength: 700, window: 'rect', pad: 'none', length: 31_000 },
  { fftSize: 512, hopLength: 128, pad: 'reflect', length: 1000 },
];

it.each(cases)('pieces are the very samples of the whole: %j', async (params) => {
  const frames = stft(noise(30_000), params);
  const whole = istft(frames, params);
  for (const framesPerPiece of [1, 3, 50, 1000]) {
    const pieces: number[] = [];
    for await (const { block } of inverseBlocks(asFile(frames), params, framesPerPiece))
      pieces.push(...block.channels[0]!);
    expect(Float32Array.from(pieces)).toEqual(whole);
  }
});

it('refuses bins of another size', async () => {
  const frames = asFile(stft(noise(3000), { fftSize: 256, hopLength: 64, pad: 'none' }));
  const read = inverseBlocks(frames, { fftSize: 512, hopLength: 64, pad: 'none' }).next();
  await expect(read).rejects.toMatchObject({ code: 'E_SHAPE' });
});
