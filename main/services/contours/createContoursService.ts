import { defaultIntensityParams } from '../../../preload/contract/contourFormat.ts';
import type { ContourReading, ContourRequest, contoursContract } from '../../../preload/contract/contours.ts';
import type { Handlers } from '../../../preload/contract/define.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { cellMean, cellValue, type FrameGrid } from '../../engine/dsp/frameCells.ts';
import { formantGrid } from '../../engine/dsp/formants/formants.ts';
import { intensityGrid, intensityMean } from '../../engine/dsp/intensity/intensity.ts';
import { pitchGrid } from '../../engine/dsp/pitch/pitchTrack.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import type { ContourLibrary, ContourSource } from './contourLibrary.ts';
import {
  contourTile,
  formantSeries,
  intensitySeries,
  pitchSeries,
  withinRange,
  type ContourSeries,
} from './contourSeries.ts';

export interface ContoursDeps {
  readonly library: ContourLibrary;
  readonly audio: Pick<AudioService, 'source' | 'channel'>;
  /** What the recording is called, and how its contours were corrected. */
  readonly describe: (sourceId: string, channel: number) => Pick<ContourSource, 'title' | 'edits'>;
}

const mostPulsesSec = 20;

export function createContoursService({
  library,
  ...deps
}: ContoursDeps): Handlers<typeof contoursContract, AbortSignal> {
  const seriesOf = async (
    address: { readonly sourceId: string; readonly channel: number },
    contour: ContourRequest,
    signal: AbortSignal,
  ): Promise<ContourSeries> => {
    const source = openContourSource(deps, address);
    switch (contour.kind) {
      case 'pitch':
        return pitchSeries(await library.pitch(source, contour.params, signal));
      case 'formants':
        return formantsInRange(source, contour, signal);
      case 'intensity':
        return intensitySeries(await library.analysed(source, 'intensity', contour.params, signal));
    }
  };

  const formantsInRange = async (
    source: ContourSource,
    { params, dynamicRangeDb }: Extract<ContourRequest, { kind: 'formants' }>,
    signal: AbortSignal,
  ) => {
    const series = formantSeries(await library.analysed(source, 'formants', params, signal));
    const durationSec = source.source.nSamples / source.sampleRateHz;
    if (dynamicRangeDb === 0 || durationSec < 6.4 / defaultIntensityParams.minPitchHz) return series;
    const levels = await library.analysed(source, 'intensity', defaultIntensityParams, signal);
    return withinRange(series, levels, dynamicRangeDb);
  };

  return {
    'contours.analyse': async ({ contour, ...address }, { signal }) => {
      const { nFrames, firstTimeSec, timeStepSec, nSeries } = await seriesOf(address, contour, signal);
      const revision = deps.describe(address.sourceId, address.channel).edits.length;
      return { nFrames, firstTimeSec, timeStepSec, nSeries, revision };
    },
    'contours.tile': async ({ contour, level, index, ...address }, { signal }) =>
      contourTile(await seriesOf(address, contour, signal), level, index),
    'contours.pulses': async ({ pitch, startSample, endSample, ...address }, { signal }) => {
      const source = openContourSource(deps, address);
      const [fromSec, toSec] = [startSample / source.sampleRateHz, endSample / source.sampleRateHz];
      if (toSec - fromSec > mostPulsesSec)
        throw new EngineError('E_PARAM', `${toSec - fromSec} s were asked for, must be at most ${mostPulsesSec} s`);
      const pulses = await library.pulses(source, pitch, signal);
      return { timesSec: pulses.slice().filter((timeSec) => timeSec >= fromSec && timeSec < toSec) };
    },
    'contours.read': async ({ pitch, formants, intensity, startSample, endSample, ...address }, { signal }) => {
      const source = openContourSource(deps, address);
      const span = { fromSec: startSample / source.sampleRateHz, toSec: endSample / source.sampleRateHz };
      const [pitchTrack, formantTable, levels] = await Promise.all([
        pitch && library.pitch(source, pitch, signal),
        formants && library.analysed(source, 'formants', formants, signal),
        intensity && library.analysed(source, 'intensity', intensity, signal),
      ]);
      const isMoment = endSample <= startSample;
      const read = (grid: FrameGrid) =>
        finite(isMoment ? cellValue(grid, span.fromSec) : cellMean(grid, span.fromSec, span.toSec));
      const level =
        levels &&
        (isMoment ? read(intensityGrid(levels)) : finite(intensityMean(levels, span.fromSec, span.toSec, 'energy')));
      return {
        pitchHz: pitchTrack && read(pitchGrid(pitchTrack)),
        formantHz: formantTable
          ? Array.from({ length: formantTable.maxFormants }, (_, f) => read(formantGrid(formantTable, f)))
          : [],
        intensityDb: level,
      } satisfies ContourReading;
    },
  };
}

/** @throws EngineError E_NOT_FOUND, E_PARAM: no such channel, or the recording is still arriving */
export function openContourSource(
  { audio, describe }: Pick<ContoursDeps, 'audio' | 'describe'>,
  { sourceId, channel }: { readonly sourceId: string; readonly channel: number },
): ContourSource {
  const source = audio.source(sourceId);
  if (!source.complete)
    throw new EngineError('E_PARAM', 'the recording is still arriving: contours are of whole recordings');
  const { sampleRateHz } = source;
  return { sourceId, channel, sampleRateHz, source: audio.channel(source, channel), ...describe(sourceId, channel) };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
