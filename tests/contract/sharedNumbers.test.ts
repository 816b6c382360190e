/**
 * Numbers and names that both sides of a boundary state for themselves, because neither may import the other: the
 * engine knows no contract, and what draws must not carry the contract's validator.
 */
import { expect, it, vi } from 'vitest';
import { channelSchema } from '../../preload/contract/audio.ts';
import { windowNames } from '../../preload/contract/analysis.ts';
import { rawPcmFormatSchema, sampleSchema } from '../../preload/contract/project.ts';
import { settingsSchema } from '../../preload/contract/settings.ts';
import * as contours from '../../preload/contract/contourFormat.ts';
import { measureNames } from '../../preload/contract/measureNames.ts';
import { speechContract } from '../../preload/contract/speech.ts';
import * as wire from '../../preload/contract/tileFormat.ts';
import { audioLimits } from '../../main/engine/audio/source.ts';
import { formantDefaults } from '../../main/engine/dsp/formants/formantParams.ts';
import { intensityDefaults } from '../../main/engine/dsp/intensity/intensity.ts';
import { pitchMethods, pitchParams } from '../../main/engine/dsp/pitch/pitchParams.ts';
import { peakBaseSamples, peakLevelFactor } from '../../main/engine/dsp/peakSizes.ts';
import { spectrogramTileColumns } from '../../main/engine/dsp/spectrogramColumns.ts';
import { spectrogramFloorDb, spectrogramStepDb } from '../../main/engine/dsp/spectrogramQuantiser.ts';
import { windowNames as engineWindowNames } from '../../main/engine/dsp/window.ts';
import { bytesPerStoredSample } from '../../main/services/audio/blockEncoding.ts';
import { detectSpeechDefaults } from '../../main/services/speech/detectSpeech.ts';
import { intervalMeasures } from '../../main/services/measures/intervalMeasures.ts';
import { blockSamples } from '../../main/store/projectStore.ts';
import { blockRow, bytesPerSample, maxTimelineSamples } from '../../main/store/rows.ts';
import { figureColourMapNames, figureScaleNames } from '../../preload/contract/figureFormat.ts';
import { frequencyScaleNames } from '../../renderer/shared/frequencyScale/frequencyScale.ts';
import { colourMapNames } from '../../renderer/shared/colormap/colourMaps.ts';
import { windowOptions } from '../../renderer/state/spectrogramSettings.ts';

it('tiles: sizes and scales', () => {
  expect({ ...wire }).toEqual({
    peakBaseSamples,
    peakLevelFactor,
    peakTileBins: wire.peakTileBins, // the engine has none
    spectrogramTileColumns,
    spectrogramDbMin: spectrogramFloorDb,
    spectrogramDbStep: spectrogramStepDb,
  });
});

it('windows and colour maps: each is offered', () => {
  expect([...engineWindowNames].sort()).toEqual([...windowNames].sort());
  expect([...windowOptions].sort()).toEqual([...windowNames].sort());
  expect([...colourMapNames].sort()).toEqual([...settingsSchema.shape.colourMap.unwrap().options].sort());
});

it('figures: every colour map and scale of the window', () => {
  expect([...figureColourMapNames].sort()).toEqual([...colourMapNames].sort());
  expect([...figureScaleNames].sort()).toEqual([...frequencyScaleNames].sort());
});

it('what sound may be: rates and channels', () => {
  const { minSampleRateHz, maxSampleRateHz, maxChannels } = audioLimits;
  const raw = { sampleRateHz: maxSampleRateHz, channels: maxChannels, encoding: 's16le' };
  expect(rawPcmFormatSchema.safeParse(raw).success).toBe(true);
  expect(rawPcmFormatSchema.safeParse({ ...raw, sampleRateHz: minSampleRateHz }).success).toBe(true);
  expect(rawPcmFormatSchema.safeParse({ ...raw, sampleRateHz: minSampleRateHz - 1 }).success).toBe(false);
  expect(rawPcmFormatSchema.safeParse({ ...raw, sampleRateHz: maxSampleRateHz + 1 }).success).toBe(false);
  expect(rawPcmFormatSchema.safeParse({ ...raw, channels: maxChannels + 1 }).success).toBe(false);
  expect(channelSchema.maxValue).toBe(maxChannels - 1);
});

it('timelines: how long one can be', () => {
  expect(sampleSchema.maxValue).toBe(maxTimelineSamples);
});

it('stored blocks: lengths and widths', () => {
  expect(audioLimits.blockSamples).toBe(blockSamples);
  expect(blockRow.shape.n_samples.maxValue).toBe(blockSamples);
  expect(bytesPerSample).toEqual(bytesPerStoredSample);
});

it('defaults: speech detection and settings', async () => {
  const parsed = speechContract['speech.detect'].input.parse({ documentId: 'd', trackId: 't' });
  expect(parsed).toEqual({ documentId: 'd', trackId: 't', ...detectSpeechDefaults });

  const nothing = () => undefined;
  const phonoscope = { onShellEvent: nothing, requestStudioPort: nothing };
  vi.stubGlobal('window', { phonoscope, addEventListener: nothing });
  const { defaultSettings } = await import('../../renderer/client/settings.ts');
  expect(defaultSettings).toEqual(settingsSchema.parse({}));
});

it('contours: methods and defaults', () => {
  expect(contours.pitchMethodNames).toEqual([...pitchMethods, 'pyin']);
  for (const method of pitchMethods) {
    // 0 asks for the method's own step.
    expect(pitchParams({ method })).toMatchObject({
      ...contours.defaultPitchParams(method),
      timeStepSec: pitchParams({ method }).timeStepSec,
    });
  }
  expect(formantDefaults).toMatchObject(contours.defaultFormantParams);
  expect(intensityDefaults).toEqual(contours.defaultIntensityParams);
});

it('measures: those of the window are among the command line’s', () => {
  expect(Object.keys(intervalMeasures)).toEqual(expect.arrayContaining([...measureNames]));
});
