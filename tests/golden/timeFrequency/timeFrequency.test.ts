/** Reassigned spectrogram, constant-Q transform and Griffin-Lim against librosa: generate.py. */
import { expect, it } from 'vitest';
import { constantQ } from '../../../main/engine/dsp/constantQ/constantQ.ts';
import type { ConstantQParams } from '../../../main/engine/dsp/constantQ/constantQ.ts';
import { griffinLim } from '../../../main/engine/dsp/phase/griffinLim.ts';
import type { GriffinLimParams } from '../../../main/engine/dsp/phase/griffinLim.ts';
import { reassignedSpectrogram } from '../../../main/engine/dsp/reassign/reassignedFrames.ts';
import type { ReassignParams } from '../../../main/engine/dsp/reassign/reassignedFrames.ts';
import { stft, stftLevels } from '../../../main/engine/dsp/stft.ts';
import { largestError, noise, readJfk } from '../dsp/dspSignals.ts';
import { openGolden } from '../golden.ts';

interface Manifest {
  readonly reassigned: readonly {
    signal: string;
    params: ReassignParams;
    nFrames: number;
    frames: number[];
    file: string;
  }[];
  readonly constantQ: readonly {
    params: ConstantQParams;
    frames: number[];
    largest: number;
    direct: string;
    librosa: string;
  }[];
  readonly griffinLim: readonly { params: GriffinLimParams; total: number; file: string }[];
}

const { manifest, read } = openGolden<Manifest>(import.meta.url);
const speech = readJfk().subarray(4000, 20_000);

it.each(manifest.reassigned)('reassigned spectrogram $file', ({ signal, params, nFrames, frames, file }) => {
  const found = reassignedSpectrogram(signal === 'speech' ? speech : noise(3000), params);
  expect(found.nFrames).toBe(nFrames);
  const rows = <T extends Float32Array | Float64Array>(values: T) =>
    frames.flatMap((m) => [...values.subarray(m * found.nBins, (m + 1) * found.nBins)]);
  const golden = read(file);
  const part = (i: number) => golden.subarray((i * golden.length) / 3, ((i + 1) * golden.length) / 3);
  const largest = Math.max(...part(2));
  expect(largestError(rows(found.magnitude), part(2))).toBeLessThan(1e-6 * largest);
  expect(largestError(rows(found.hz), part(0))).toBeLessThan(8e-3); // float32 of 8 kHz is 5e-4
  expect(largestError(rows(found.atSample), part(1))).toBeLessThan(1e-3);
});

it.each(manifest.constantQ)('constant Q $params', ({ params, frames, largest, direct, librosa }) => {
  const found = constantQ(speech, params);
  const rows = frames.flatMap((m) =>
    Array.from({ length: found.nBins }, (_, k) => {
      const i = m * found.nBins + k;
      return [found.re[i]!, found.im[i]!] as const;
    }),
  );
  expect(largestError(rows.flat(), read(direct))).toBeLessThan(1e-5 * largest);
  const theirs = read(librosa);
  const magnitudes = Array.from({ length: rows.length }, (_, i) => Math.hypot(theirs[2 * i]!, theirs[2 * i + 1]!));
  const bound = params.filterScale === 1 ? 1e-2 : 5e-2;
  expect(
    largestError(
      rows.map(([re, im]) => Math.hypot(re, im)),
      magnitudes,
    ),
  ).toBeLessThan(bound * largest);
});

it.each(manifest.griffinLim)('Griffin-Lim $params', ({ params, total, file }) => {
  const frames = stft(speech, params);
  const magnitudes = { values: stftLevels(frames, 'magnitude'), nFrames: frames.nFrames, nBins: frames.nBins };
  const found = griffinLim(magnitudes, { ...params, phases: 'zero' });
  expect(found).toHaveLength(total);
  expect(
    largestError(
      found.filter((_, n) => n % 8 === 0),
      read(file),
    ),
  ).toBeLessThan(1e-4);
});
