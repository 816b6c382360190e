/** Draws the whole document as one envelope, and where selection, cursor and playhead are in it. */
import {
  createPeakColumns,
  fillColumns,
  peakWishes,
  type ColumnView,
  type PeakColumns,
} from '../../client/peakColumns.ts';
import { forgetPeaks, onPeaks, peakSource, wishForPeaks } from '../../client/peakTiles.ts';
import { fitCanvas } from '../../shared/canvas/fitCanvas.ts';
import { frameTask } from '../../shared/canvas/frameTask.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { usePlayback } from '../../state/playback.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';

interface OverviewSource {
  readonly sourceId: string;
  readonly channels: number;
}

const mostChannels = 8; // of 32 the envelope of eight says as much

export function attachOverview(
  area: HTMLElement,
  canvas: HTMLCanvasElement,
  { sourceId, channels }: OverviewSource,
): () => void {
  const shown = Array.from({ length: Math.min(channels, mostChannels) }, (_, channel) => channel);
  const owner = (channel: number) => `overview:${String(channel)}`;

  const drawWave = () => {
    const widthPx = area.clientWidth;
    const heightPx = area.clientHeight;
    const { lengthSamples } = useViewport.getState();
    const ctx = fitCanvas(canvas, widthPx, heightPx);
    if (ctx === null || lengthSamples === 0 || widthPx < 2) return;
    const nColumns = Math.round(widthPx);
    const view: ColumnView = { startSample: 0, samplesPerColumn: lengthSamples / nColumns, nColumns, lengthSamples };
    const parts = shown.map((channel) => {
      const columns = createPeakColumns(nColumns);
      fillColumns(peakSource(sourceId, channel), view, columns);
      wishForPeaks(owner(channel), sourceId, channel, peakWishes(view));
      return columns;
    });
    drawEnvelope(ctx, parts, nColumns, heightPx);
  };

  const drawPlaces = () => {
    const { lengthSamples } = useViewport.getState();
    const { selection, cursorSample } = useSelection.getState();
    const { positionSample } = usePlayback.getState();
    const place = (name: string, from: number | null, to: number | null) => {
      const element = area.querySelector<HTMLElement>(`[data-part="${name}"]`);
      if (element === null) return;
      element.hidden = from === null || lengthSamples === 0;
      if (from === null) return;
      element.style.left = `${String((from / lengthSamples) * 100)}%`;
      if (to !== null) element.style.width = `max(1px, ${String(((to - from) / lengthSamples) * 100)}%)`;
    };
    place('selection', selection?.startSample ?? null, selection?.endSample ?? null);
    place('cursor', selection === null ? cursorSample : null, null);
    place('playhead', positionSample, null);
  };

  const wave = frameTask(drawWave);
  const places = frameTask(drawPlaces);
  const both = () => {
    wave.request();
    places.request();
  };
  const stops = [
    useViewport.subscribe((v, before) => {
      if (v.lengthSamples !== before.lengthSamples) both();
    }),
    useTokens.subscribe(wave.request),
    useSelection.subscribe(places.request),
    usePlayback.subscribe(places.request),
    onPeaks((id) => {
      if (id === sourceId) wave.request();
    }),
  ];
  const observer = new ResizeObserver(wave.request);
  observer.observe(area);
  both();
  return () => {
    wave.cancel();
    places.cancel();
    observer.disconnect();
    for (const stop of stops) stop();
    for (const channel of shown) forgetPeaks(owner(channel));
  };
}

function drawEnvelope(
  ctx: CanvasRenderingContext2D,
  parts: readonly PeakColumns[],
  nColumns: number,
  heightPx: number,
): void {
  const { wavePeak, waveRms } = useTokens.getState().tokens;
  const middle = heightPx / 2;
  for (let i = 0; i < nColumns; i++) {
    const known = parts.filter((p) => !Number.isNaN(p.rms[i] ?? Number.NaN));
    if (known.length === 0) continue;
    const max = Math.max(...known.map((p) => p.max[i] ?? 0));
    const min = Math.min(...known.map((p) => p.min[i] ?? 0));
    const rms = Math.max(...known.map((p) => p.rms[i] ?? 0));
    ctx.fillStyle = wavePeak;
    ctx.fillRect(i, middle * (1 - Math.min(max, 1)), 1, Math.max(middle * (Math.min(max, 1) - Math.max(min, -1)), 1));
    ctx.fillStyle = waveRms;
    ctx.fillRect(i, middle * (1 - Math.min(rms, 1)), 1, middle * 2 * Math.min(rms, 1));
  }
}
