/** Filter designs and filtering against SciPy and torchaudio: generate.py. */
import { expect, it } from 'vitest';
import { cookbookBiquad } from '../../../main/engine/dsp/filters/cookbookBiquad.ts';
import type { CookbookParams } from '../../../main/engine/dsp/filters/cookbookBiquad.ts';
import type { Biquad } from '../../../main/engine/dsp/filters/biquad.ts';
import { deEmphasis, preEmphasis } from '../../../main/engine/dsp/filters/emphasis.ts';
import { filterSections, filterZeroPhase } from '../../../main/engine/dsp/filters/filterSections.ts';
import { sectionsResponse } from '../../../main/engine/dsp/filters/frequencyResponse.ts';
import { designIir } from '../../../main/engine/dsp/filters/iirFilter.ts';
import type { IirParams } from '../../../main/engine/dsp/filters/iirFilter.ts';
import { SectionChain } from '../../../main/engine/dsp/filters/sectionChain.ts';
import { windowedFir } from '../../../main/engine/dsp/filters/windowedFir.ts';
import type { WindowedFirParams } from '../../../main/engine/dsp/filters/windowedFir.ts';
import { largestError, noise, signalOf } from '../dsp/dspSignals.ts';
import { openGolden } from '../golden.ts';

interface Manifest {
  readonly frequenciesHz: readonly number[];
  readonly iir: readonly { params: IirParams; re: number[]; im: number[]; impulse: number[] }[];
  readonly zeroPhase: readonly { signal: string; params: IirParams; file: string }[];
  readonly cookbook: readonly { params: CookbookParams; impulse: number[] }[];
  readonly fir: readonly { params: WindowedFirParams; taps: number[] }[];
  readonly emphasis: { a: number; pre: number[]; de: number[] };
}

const { manifest, read } = openGolden<Manifest>(import.meta.url);

function impulseResponse(sections: readonly Biquad[]): Float64Array {
  const x = new Float64Array(64);
  x[0] = 1;
  new SectionChain(sections).process(x);
  return x;
}

it.each(manifest.iir)('$params.family $params.band of order $params.order', ({ params, re, im, impulse }) => {
  const sections = designIir(params);
  const found = manifest.frequenciesHz.map((hz) => sectionsResponse(sections, hz, params.sampleRateHz));
  expect(
    largestError(
      found.map((h) => h.re),
      re,
    ),
  ).toBeLessThan(1e-8);
  expect(
    largestError(
      found.map((h) => h.im),
      im,
    ),
  ).toBeLessThan(1e-8);
  expect(largestError(impulseResponse(sections), impulse)).toBeLessThan(1e-8);
});

it.each(manifest.zeroPhase)('forwards and backwards on $signal, $params.band', ({ signal, params, file }) => {
  const x = signalOf(signal).subarray(0, 4000);
  const y = filterZeroPhase(x, designIir(params));
  const shown = y.length < 500 ? y : [...y.subarray(0, 200), ...y.subarray(-200)];
  expect(largestError(shown, read(file))).toBeLessThan(1e-6);
});

it.each(manifest.cookbook)('$params.kind at $params.hz Hz', ({ params, impulse }) => {
  expect(largestError(impulseResponse([cookbookBiquad(params)]), impulse)).toBeLessThan(1e-6);
});

it.each(manifest.fir)('firwin $params', ({ params, taps }) => {
  expect(largestError(windowedFir(params), taps)).toBeLessThan(1e-12);
});

it('emphasis and its inverse', () => {
  const { a, pre, de } = manifest.emphasis;
  expect(largestError(filterSections(noise(50), preEmphasis(a)), pre)).toBeLessThan(1e-6);
  // torchaudio clamps the output of its recursive filters to −1 … 1
  const found = filterSections(noise(50), deEmphasis(a)).map((value) => Math.max(-1, Math.min(1, value)));
  expect(largestError(found, de)).toBeLessThan(1e-6);
});
