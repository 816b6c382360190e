/** A take as it grows, drawn from its envelope on the clock of the timeline. */
import { crisp } from '../../shared/canvas/fitCanvas.ts';
import type { Tokens } from '../../shared/theme/readTokens.ts';
import type { Viewport } from '../../state/viewportMaths.ts';
import type { TakeEnvelope } from './takeEnvelope.ts';

export interface DrawnTake {
  readonly envelope: TakeEnvelope;
  readonly startSample: number; // on the timeline
  readonly framesPerSample: number; // of the take, for each of the timeline
  readonly nFrames: number;
  readonly markFrames: readonly number[];
  readonly hasGround: boolean; // over sound that it replaces
}

const fullScale = 1;

export function drawTake(
  ctx: CanvasRenderingContext2D,
  take: DrawnTake,
  { startSample, samplesPerPixel, widthPx }: Pick<Viewport, 'startSample' | 'samplesPerPixel' | 'widthPx'>,
  { heightPx, tokens }: { readonly heightPx: number; readonly tokens: Tokens },
): void {
  const { envelope, framesPerSample, nFrames } = take;
  const framesPerPx = samplesPerPixel * framesPerSample;
  const frameAt = (px: number) => (startSample - take.startSample + px * samplesPerPixel) * framesPerSample;
  const pxOf = (frame: number) => (frame / framesPerSample + take.startSample - startSample) / samplesPerPixel;
  const from = Math.max(0, Math.floor(pxOf(0)));
  const to = Math.min(widthPx, Math.ceil(pxOf(nFrames)));
  if (to <= from) return;
  if (take.hasGround) {
    ctx.fillStyle = tokens.ground;
    ctx.fillRect(from, 0, to - from, heightPx);
  }
  ctx.globalAlpha = 0.12;
  ctx.fillStyle = tokens.recording;
  ctx.fillRect(from, 0, to - from, heightPx);
  ctx.globalAlpha = 1;
  const middle = heightPx / 2;
  const y = (value: number) => middle * (1 - Math.max(-1, Math.min(1, value)));
  ctx.fillStyle = tokens.wavePeak;
  ctx.beginPath();
  for (let px = from; px < to; px++) {
    const bin = envelope.range(frameAt(px), Math.min(frameAt(px) + framesPerPx, nFrames));
    if (bin === null) continue;
    const top = y(bin.max);
    ctx.rect(px, top, 1, Math.max(y(bin.min) - top, 1));
  }
  ctx.fill();
  ctx.fillStyle = tokens.waveClip;
  for (let px = from; px < to; px++) {
    const bin = envelope.range(frameAt(px), Math.min(frameAt(px) + framesPerPx, nFrames));
    if (bin === null) continue;
    if (bin.max >= fullScale) ctx.fillRect(px, 0, 1, 4);
    if (bin.min <= -fullScale) ctx.fillRect(px, heightPx - 4, 1, 4);
  }
  drawMarks(ctx, take.markFrames.map(pxOf), { heightPx, tokens });
  ctx.fillStyle = tokens.recording;
  ctx.fillRect(to - 1, 0, 2, heightPx);
}

function drawMarks(
  ctx: CanvasRenderingContext2D,
  places: readonly number[],
  { heightPx, tokens }: { readonly heightPx: number; readonly tokens: Tokens },
): void {
  ctx.strokeStyle = tokens.marker;
  ctx.fillStyle = tokens.marker;
  ctx.lineWidth = 1;
  for (const [i, px] of places.entries()) {
    ctx.beginPath();
    ctx.moveTo(crisp(px), 0);
    ctx.lineTo(crisp(px), heightPx);
    ctx.stroke();
    ctx.fillText(String(i + 1), px + 4, 11);
  }
}
