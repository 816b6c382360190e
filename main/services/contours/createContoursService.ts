import type { ContourReading, ContourRequest, contoursContract } from '../../../preload/contract/contours.ts';
import type { Handlers } from '../../../preload/contract/define.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { cellMean, cellValue, type FrameGrid } from '../../engine/dsp/frameCells.ts';
import { formantGrid } from '../../engine/dsp/formants/formants.ts';
import { intensityGrid, intensityMean } from '../../engine/dsp/intensity/intensity.ts';
import { pitchCurveOf, type PitchCurve } from '../../engine/dsp/pitch/pitchCurve.ts';
import { pitchGrid } from '../../engine/dsp/pitch/pitchTrack.ts';
import type { TimeSpan } from '../../engine/dsp/timeSpan.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import { candidateSlice } from './candidateSlice.ts';
import type { ContourLibrary, ContourSource } from './contourLibrary.ts';
import { contourTile, intensitySeries, pitchSeries, type ContourSeries } from './contourSeries.ts';
import { correctPitch, isPitchEdit } from './correctContours.ts';
import { formantsInRange } from './formantsInRange.ts';
import { contourEditsOf, correctionItem, revisionOf } from './storedCorrections.ts';

export interface ContoursDeps {
  readonly library: ContourLibrary;
  readonly audio: Pick<AudioService, 'source' | 'channel'>;
  /** What the recording is called, and how its contours were corrected. */
  readonly describe: (sourceId: string, channel: number) => Pick<ContourSource, 'title' | 'edits'>;
}

const mostPulsesSec = 20;
const longestMelodySec = 600;

export function createContoursService({
  library,
  ...deps
}: ContoursDeps): Handlers<typeof contoursContract, AbortSignal> {
  const seriesOf = async (
    address: { readonly sourceId: string; readonly channel: number },
    contour: ContourRequest,
    signal: AbortSignal,
  ): Promise<{ readonly series: ContourSeries; readonly revision: string }> => {
    const source = openContourSource(deps, address);
    const revision = contour.kind === 'pitch' ? revisionOf(source.edits.filter(isPitchEdit)) : '';
    return { series: await openSeries(source, contour, signal), revision };
  };

  const openSeries = async (source: ContourSource, contour: ContourRequest, signal: AbortSignal) => {
    switch (contour.kind) {
      case 'pitch':
        return pitchSeries(
          await library.pitch(source, contour.params, signal),
          await library.analysed(source, 'pitch', contour.params, signal),
        );
      case 'formants':
        return formantsInRange(library, source, contour, signal);
      case 'intensity':
        return intensitySeries(await library.analysed(source, 'intensity', contour.params, signal));
    }
  };

  return {
    'contours.analyse': async ({ contour, ...address }, { signal }) => {
      const { series, revision } = await seriesOf(address, contour, signal);
      const { nFrames, firstTimeSec, timeStepSec, nSeries } = series;
      return { nFrames, firstTimeSec, timeStepSec, nSeries, revision };
    },
    'contours.tile': async ({ contour, level, index, ...address }, { signal }) => {
      const { series, revision } = await seriesOf(address, contour, signal);
      return { ...contourTile(series, level, index), revision };
    },
    'contours.candidates': async ({ pitch, startSample, endSample, ...address }, { signal }) => {
      const source = openContourSource(deps, address);
      const span = { fromSec: startSample / source.sampleRateHz, toSec: endSample / source.sampleRateHz };
      return candidateSlice(await library.pitch(source, pitch, signal), span, pitch.maxCandidates);
    },
    'contours.effect': async ({ pitch, corrections, ...address }, { signal }) => {
      const source = openContourSource(deps, address);
      const now = await library.pitch(source, pitch, signal);
      const items = corrections.map((correction, i) =>
        correctionItem(correction, { channel: 0, order: i + 1 }, String(i)),
      );
      const { chosen } = correctPitch(now, contourEditsOf(items, 0, source.sampleRateHz));
      return { nFrames: chosen.reduce((n, candidate, frame) => (candidate === now.chosen[frame] ? n : n + 1), 0) };
    },
    'contours.corrections': ({ sourceId, channel }) => {
      const { edits } = deps.describe(sourceId, channel);
      const pitch = edits.filter(isPitchEdit).length;
      return { pitch, pulses: edits.length - pitch };
    },
    'contours.pulses': async ({ pitch, startSample, endSample, ...address }, { signal }) => {
      const source = openContourSource(deps, address);
      const [fromSec, toSec] = [startSample / source.sampleRateHz, endSample / source.sampleRateHz];
      if (toSec - fromSec > mostPulsesSec)
        throw new EngineError('E_PARAM', `${toSec - fromSec} s were asked for, must be at most ${mostPulsesSec} s`);
      const pulses = await library.pulses(source, pitch, signal);
      const timesSec = pulses.slice().filter((timeSec) => timeSec >= fromSec && timeSec < toSec);
      const added = new Set(source.edits.flatMap((edit) => (edit.kind === 'addPulse' ? [edit.timeSec] : [])));
      return { timesSec, byHand: Uint8Array.from(timesSec, (timeSec) => (added.has(timeSec) ? 1 : 0)) };
    },
    'contours.melody': async ({ pitch, startSample, endSample, ...address }, { signal }) => {
      const source = openContourSource(deps, address);
      const span = { fromSec: startSample / source.sampleRateHz, toSec: endSample / source.sampleRateHz };
      const lengthSec = span.toSec - span.fromSec;
      if (!(lengthSec > 0 && lengthSec <= longestMelodySec))
        throw new EngineError(
          'E_PARAM',
          `${lengthSec} s were asked for, must be more than 0 and at most ${longestMelodySec} s`,
        );
      const track = await library.pitch(source, pitch, signal);
      const pulses = await library.pulses(source, pitch, signal);
      const curve = sliceCurve(pitchCurveOf(track), span);
      const pulsesSec = pulses.slice().filter((timeSec) => timeSec >= span.fromSec && timeSec <= span.toSec);
      return {
        pulsesSec: pulsesSec.map((timeSec) => Math.max(0, timeSec - span.fromSec)),
        timesSec: curve.timesSec.map((timeSec) => timeSec - span.fromSec),
        hz: curve.values,
        timeStepSec: track.timeStepSec,
      };
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

function sliceCurve({ timesSec, values }: PitchCurve, { fromSec, toSec }: TimeSpan): PitchCurve {
  const isInside = (timeSec: number) => timeSec >= fromSec && timeSec <= toSec;
  return {
    timesSec: timesSec.filter(isInside),
    values: values.filter((_, i) => isInside(timesSec[i]!)),
  };
}
