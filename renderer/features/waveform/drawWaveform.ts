import type { Tokens } from '../../shared/theme/readTokens.ts';
import { amplitudeTicks, amplitudeToUnit, type AmplitudeAxis } from '../../shared/axis/amplitudeAxis.ts';
import type { PeakColumns } from '../../client/peakColumns.ts';

/** 16-bit audio ends at 1 − 2⁻¹⁵: at or above that a sample may have been clipped. */
const clipAmplitude = 1 - 2 ** -15;

/** A sample every `pxPerSample`, the first one at `firstPx`; NaN where it is not there yet. */
export interface SamplePoints {
  readonly firstPx: number;
  readonly pxPerSample: number;
  readonly values: Float32Array;
}

export interface WaveformPicture {
  readonly columns: PeakColumns;
  readonly points: SamplePoints | null; // drawn instead of columns where samples are apart
  readonly axis: AmplitudeAxis;
  readonly tokens: Tokens;
  readonly ratio: number; // device pixels to a CSS pixel
  readonly samplesPerColumn: number;
}

/** An RMS of fewer samples (1.5 ms at 44.1 kHz) would only follow the wave. */
const rmsFromSamples = 64;
/** Below this an envelope is a line. */
const lineBelowSamples = 8;
const dotsFromPx = 5; // CSS pixels between samples from which each is a dot on a stem

export function drawGrid(ctx: CanvasRenderingContext2D, { axis, tokens, ratio }: WaveformPicture): void {
  const { width, height } = ctx.canvas;
  ctx.fillStyle = tokens.laneGrid;
  for (const tick of amplitudeTicks(axis, height / ratio)) fillRow(ctx, tick.y * ratio, ratio, width);
  ctx.fillStyle = tokens.waveAxis;
  fillRow(ctx, height / 2, ratio, width);
}

function fillRow(ctx: CanvasRenderingContext2D, y: number, ratio: number, width: number): void {
  const thickness = Math.max(1, Math.round(ratio));
  ctx.fillRect(0, Math.min(Math.floor(y), ctx.canvas.height - thickness), width, thickness);
}

/**
 * The envelope of one slice of the viewport with the RMS inside it; `top` and `bottom` are what wavesurfer hands over,
 * −1 … 1 of half the height.
 */
export function drawEnvelope(
  ctx: CanvasRenderingContext2D,
  [top, bottom]: readonly [ArrayLike<number>, ArrayLike<number>],
  { columns, axis, tokens, samplesPerColumn }: WaveformPicture,
): void {
  const { height } = ctx.canvas;
  const middle = height / 2;
  const y = (unit: number) => middle - unit * middle;
  const bar = (column: number, upper: number, lower: number) => {
    const from = Math.min(y(upper), height - 1);
    ctx.rect(column, from, 1, Math.max(y(lower) - from, 1));
  };
  ctx.fillStyle = samplesPerColumn < lineBelowSamples ? tokens.waveRms : tokens.wavePeak;
  ctx.beginPath();
  for (let i = 0; i < top.length; i++) if (!Number.isNaN(columns.rms[i])) bar(i, top[i] ?? 0, bottom[i] ?? 0);
  ctx.fill();
  ctx.fillStyle = tokens.waveRms;
  ctx.beginPath();
  for (let i = 0; i < top.length && samplesPerColumn >= rmsFromSamples; i++) {
    const rms = columns.rms[i] ?? Number.NaN;
    if (!(rms > 0)) continue;
    const upper = Math.min(amplitudeToUnit(rms, axis), top[i] ?? 0);
    const lower = Math.max(amplitudeToUnit(-rms, axis), bottom[i] ?? 0);
    if (upper > lower) bar(i, upper, lower);
  }
  ctx.fill();
  drawClipping(ctx, top.length, { columns, tokens });
}

function drawClipping(
  ctx: CanvasRenderingContext2D,
  count: number,
  { columns, tokens }: Pick<WaveformPicture, 'columns' | 'tokens'>,
): void {
  const mark = Math.max(3, Math.round(ctx.canvas.height * 0.04));
  ctx.fillStyle = tokens.waveClip;
  for (let i = 0; i < count; i++) {
    if ((columns.max[i] ?? 0) >= clipAmplitude) ctx.fillRect(i, 0, 1, mark);
    if ((columns.min[i] ?? 0) <= -clipAmplitude) ctx.fillRect(i, ctx.canvas.height - mark, 1, mark);
  }
}

/** Samples apart from each other: a line through them, and far enough apart each one's dot and stem. */
export function drawPoints(ctx: CanvasRenderingContext2D, points: SamplePoints, picture: WaveformPicture): void {
  const { axis, tokens, ratio } = picture;
  const middle = ctx.canvas.height / 2;
  const xy = [...points.values].map((value, i) => ({
    x: (points.firstPx + i * points.pxPerSample) * ratio,
    y: middle * (1 - amplitudeToUnit(value, axis)),
    value,
  }));
  const known = xy.filter((p) => !Number.isNaN(p.value));
  const hasDots = points.pxPerSample >= dotsFromPx;
  if (hasDots) {
    ctx.fillStyle = tokens.waveAxis;
    for (const p of known)
      ctx.fillRect(Math.floor(p.x - ratio / 2), Math.min(p.y, middle), Math.max(1, ratio), Math.abs(middle - p.y));
  }
  ctx.strokeStyle = hasDots ? tokens.wavePeak : tokens.waveRms;
  ctx.lineWidth = 1.25 * ratio;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  known.forEach((p, i) => {
    if (i === 0) ctx.moveTo(p.x, p.y);
    else ctx.lineTo(p.x, p.y);
  });
  ctx.stroke();
  if (!hasDots) return;
  const radius = Math.min(3, points.pxPerSample / 3) * ratio;
  for (const p of known) {
    ctx.fillStyle = Math.abs(p.value) >= clipAmplitude ? tokens.waveClip : tokens.waveRms;
    ctx.beginPath();
    ctx.arc(p.x, p.y, radius, 0, 2 * Math.PI);
    ctx.fill();
  }
}
