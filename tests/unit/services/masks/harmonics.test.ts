/** Harmonics of the pitch as it is measured, within a span. */
import { describe, expect, it } from 'vitest';
import { pitchParamsOf, useContourSettings } from '../../../../renderer/state/contourSettings.ts';
import { regionSection } from '../../../../main/engine/dsp/mask/regionSection.ts';
import { trackPitch } from '../../../../main/engine/dsp/pitch/trackPitch.ts';
import { toSource } from '../../../../main/engine/dsp/sampleSource.ts';
import { createMasksService } from '../../../../main/services/masks/createMasksService.ts';

const sampleRateHz = 16_000;
const voiced = { fromSample: 8000, toSample: 24_000 };
const sound = Float32Array.from({ length: 32_000 }, (_, n) => {
  if (n < voiced.fromSample || n >= voiced.toSample) return 0;
  let sum = 0;
  for (let h = 1; h < 10; h++) sum += (0.1 / h) * Math.sin((2 * Math.PI * 180 * h * n) / sampleRateHz);
  return sum;
});
const track = trackPitch(sound, sampleRateHz);
const source = { sourceId: 's', channel: 0, title: 't', edits: [], sampleRateHz, source: toSource(sound) };
const service = createMasksService({
  store: () => {
    throw new Error('no project is asked for');
  },
  library: { pitch: () => Promise.resolve(track) },
  openSource: () => source,
});
const pitch = pitchParamsOf(useContourSettings.getState().settings);
const asked = { sourceId: 's', channel: 0, pitch, firstHarmonic: 2, nHarmonics: 3, bandwidthHz: 40 };
const context = { signal: new AbortController().signal };

describe('masks.harmonics', () => {
  it('lie around the multiples of the pitch, and within the span', async () => {
    const region = await service['masks.harmonics']({ ...asked, startSample: 12_000, endSample: 20_000 }, context);
    const { fromSample, toSample, bandsAt } = regionSection(region!);
    expect([fromSample, toSample]).toEqual([12_000, 20_000]);
    const bands = bandsAt(16_000, 64);
    [340, 380, 520, 560, 700, 740].forEach((hz, i) => {
      expect(Math.abs(bands[i]! - hz)).toBeLessThan(2);
    });
  });

  it('are none where nothing is voiced', async () => {
    expect(await service['masks.harmonics']({ ...asked, startSample: 0, endSample: 4000 }, context)).toBeNull();
  });
});
