/** Keeps one waveform lane drawn: follows viewport, theme, settings and arriving peaks outside React. */
import {
  createPeakColumns,
  fillColumns,
  fillGaps,
  isArrived,
  peakWishes,
  sampleAt,
  type ColumnView,
  type PeakColumns,
} from '../../client/peakColumns.ts';
import { forgetPeaks, onPeaks, peakSource, wishForPeaks, type PeakSource } from '../../client/peakTiles.ts';
import { followPointer } from '../../shared/canvas/followPointer.ts';
import { frameTask } from '../../shared/canvas/frameTask.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { useLayout } from '../../state/layout.ts';
import { useViewport } from '../../state/viewport.ts';
import { pxToSample, type Viewport } from '../../state/viewportMaths.ts';
import { waveformAxisOf } from '../../state/waveformAxis.ts';
import type { SamplePoints } from './drawWaveform.ts';
import { createWaveformSurface } from './waveformSurface.ts';

export interface WaveformAddress {
  readonly laneKey: string;
  readonly trackId: string | null;
  readonly sourceId: string;
  readonly channel: number;
}

export interface AttachedWaveform {
  setSize(widthPx: number, heightPx: number): void;
  /** What the track sounds like now: what was drawn stays until there is something new. */
  setSource(sourceId: string): void;
  detach(): void;
}

/** From this many CSS pixels a sample on, samples are drawn as points on a line. */
const pointsFromPxPerSample = 1;

export function attachWaveform(host: HTMLElement, address: WaveformAddress): AttachedWaveform {
  const { laneKey, trackId, channel } = address;
  let { sourceId } = address;
  let source = peakSource(sourceId, channel);
  let before: PeakSource | null = null; // of the sound before an edit, while that of now is on its way
  let size = { widthPx: 0, heightPx: 0 };
  let columns = createPeakColumns(0);
  let surface: ReturnType<typeof createWaveformSurface> | null = null;

  const viewOf = (v: Viewport): ColumnView => {
    const ratio = Math.max(1, window.devicePixelRatio);
    return {
      startSample: v.startSample,
      samplesPerColumn: v.samplesPerPixel / ratio,
      nColumns: Math.round(size.widthPx * ratio),
      lengthSamples: v.lengthSamples,
    };
  };

  const pointsOf = (v: Viewport): SamplePoints | null => {
    if (1 / v.samplesPerPixel < pointsFromPxPerSample) return null;
    const first = Math.max(0, Math.floor(v.startSample) - 1);
    const end = Math.min(v.lengthSamples, Math.ceil(pxToSample(v, size.widthPx)) + 2);
    const values = Float32Array.from(
      { length: Math.max(0, end - first) },
      (_, i) => sampleAt(source, first + i) ?? NaN,
    );
    if (values.every(Number.isNaN)) return null;
    return { firstPx: (first - v.startSample) / v.samplesPerPixel, pxPerSample: 1 / v.samplesPerPixel, values };
  };

  const draw = () => {
    if (size.widthPx < 2 || size.heightPx < 2) return;
    const v = useViewport.getState();
    const view = viewOf(v);
    if (columns.rms.length !== view.nColumns) columns = createPeakColumns(view.nColumns);
    fillColumns(source, view, columns);
    if (isArrived(source, view)) before = null;
    else if (before !== null) fillGaps(before, view, columns);
    surface ??= createWaveformSurface(host, size.heightPx);
    surface.draw(
      {
        columns,
        points: pointsOf(v),
        axis: waveformAxisOf(useLayout.getState(), trackId),
        tokens: useTokens.getState().tokens,
        ratio: Math.max(1, window.devicePixelRatio),
        samplesPerColumn: view.samplesPerColumn,
      },
      Math.max(view.nColumns * view.samplesPerColumn, 1),
    );
    wishForPeaks(laneKey, sourceId, channel, peakWishes(view));
  };

  const task = frameTask(draw);
  const stops = [
    useViewport.subscribe(task.request),
    useTokens.subscribe(task.request),
    useLayout.subscribe((s, before) => {
      if (s.waveformScale !== before.waveformScale || s.waveformZooms !== before.waveformZooms) task.request();
    }),
    followPointer(host, laneKey, ({ x, sample }) => ({
      channel,
      frequencyHz: null,
      levelDb: null,
      amplitude: sampleAt(source, sample) ?? largestOf(columns, Math.floor(x * Math.max(1, window.devicePixelRatio))),
    })),
    onPeaks((id) => {
      if (id === sourceId) task.request();
    }),
  ];

  return {
    setSize: (widthPx, heightPx) => {
      if (heightPx !== size.heightPx) surface?.resize(heightPx);
      size = { widthPx, heightPx };
      task.request();
    },
    setSource: (next) => {
      if (next === sourceId) return;
      before = source;
      sourceId = next;
      source = peakSource(next, channel);
      task.request();
    },
    detach: () => {
      task.cancel();
      for (const stop of stops) stop();
      forgetPeaks(laneKey);
      surface?.destroy();
    },
  };
}

function largestOf(columns: PeakColumns, column: number): number | null {
  const max = columns.max[column] ?? NaN;
  const min = columns.min[column] ?? NaN;
  if (Number.isNaN(max) || Number.isNaN(min)) return null;
  return Math.abs(max) >= Math.abs(min) ? max : min;
}
