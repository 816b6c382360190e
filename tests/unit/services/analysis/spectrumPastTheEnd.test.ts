import { expect, it } from 'vitest';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import type { ResolvedSource } from '../../../../main/services/audio/sourceResolver.ts';
import { createAnalysisService } from '../../../../main/services/analysis/createAnalysisService.ts';

it('a selection that reaches past the end is averaged over the sound there is', async () => {
  const sampleRateHz = 8000;
  const tone = Float32Array.from({ length: 8192 }, (_, n) => Math.sin((2 * Math.PI * 1000 * n) / sampleRateHz));
  const { handlers } = createAnalysisService({
    audio: {
      source: () => ({ sampleRateHz, complete: true }) as ResolvedSource,
      channel: () => toSource(tone),
    },
  });
  const range = { sourceId: 'tone', channel: 0, startSample: 0, window: 'hann', fftSize: 1024 } as const;
  const slice = (endSample: number) =>
    handlers['analysis.spectrumSlice']({ ...range, endSample }, { signal: AbortSignal.timeout(5_000) });
  const whole = await slice(tone.length);
  expect(whole.db[128]).toBeCloseTo(0, 3);
  expect(await slice(Number.MAX_SAFE_INTEGER)).toEqual(whole);
});
