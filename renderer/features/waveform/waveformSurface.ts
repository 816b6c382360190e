/** wavesurfer.js as a drawing surface: it is only ever given the slice of the viewport, and neither plays nor scrolls. */
import WaveSurfer from 'wavesurfer.js';
import { cspNonce } from '../../shared/canvas/cspNonce.ts';
import { amplitudeToUnit } from '../../shared/axis/amplitudeAxis.ts';
import { drawEnvelope, drawGrid, drawPoints, type WaveformPicture } from './drawWaveform.ts';

export interface WaveformSurface {
  /** @param visibleSec what the width of the picture lasts */
  draw(picture: WaveformPicture, visibleSec: number): void;
  resize(heightPx: number): void;
  destroy(): void;
}

export function createWaveformSurface(container: HTMLElement, heightPx: number): WaveformSurface {
  let picture: WaveformPicture | null = null;
  let drawnColumns = 0;
  const surfer = WaveSurfer.create({
    container,
    height: heightPx,
    media: document.createElement('audio'), // without a source: nothing is fetched, nothing is mounted
    interact: false,
    autoScroll: false,
    autoCenter: false,
    hideScrollbar: true,
    cursorWidth: 0,
    progressColor: 'transparent',
    ...cspNonce(),
    renderFunction: (peaks, ctx) => {
      if (picture === null) return;
      const [top, bottom] = peaks;
      // A window wider than wavesurfer's largest canvas is drawn in several slices, left to right.
      if (drawnColumns >= picture.columns.rms.length) drawnColumns = 0;
      drawGrid(ctx, picture);
      if (picture.points !== null) drawPoints(ctx, picture.points, picture);
      else if (top !== undefined && bottom !== undefined) drawEnvelope(ctx, [top, bottom], drawnColumns, picture);
      drawnColumns += top?.length ?? 0;
    },
  });
  let isDestroyed = false;
  return {
    draw: (next, visibleSec) => {
      picture = next;
      drawnColumns = 0;
      const { max, min } = next.columns;
      const top = max.map((value) => (Number.isNaN(value) ? 0 : amplitudeToUnit(value, next.scale)));
      const bottom = min.map((value) => (Number.isNaN(value) ? 0 : amplitudeToUnit(value, next.scale)));
      surfer.load('', [top, bottom], visibleSec).catch((error: unknown) => {
        // A newer slice replaced this one before it was drawn.
        if (!isDestroyed && !(error instanceof DOMException && error.name === 'AbortError')) throw error;
      });
    },
    resize: (height) => {
      surfer.setOptions({ height });
    },
    destroy: () => {
      isDestroyed = true;
      surfer.destroy();
    },
  };
}
