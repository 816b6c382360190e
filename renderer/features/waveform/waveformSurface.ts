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

/** While the view moves, slices follow each other on wavesurfer's canvas; when it rests, wavesurfer is given the last. */
const restMs = 150;

export function createWaveformSurface(container: HTMLElement, heightPx: number): WaveformSurface {
  let picture: WaveformPicture | null = null;
  let canvasContext: CanvasRenderingContext2D | null = null;
  let restTimer: ReturnType<typeof setTimeout> | undefined;
  let isDestroyed = false;

  const paint = (ctx: CanvasRenderingContext2D, top: ArrayLike<number>, bottom: ArrayLike<number>) => {
    if (picture === null) return;
    drawGrid(ctx, picture);
    if (picture.points !== null) drawPoints(ctx, picture.points, picture);
    else drawEnvelope(ctx, [top, bottom], picture);
  };

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
    renderFunction: ([top, bottom], ctx) => {
      canvasContext = ctx;
      if (top !== undefined && bottom !== undefined) paint(ctx, top, bottom);
    },
  });

  adoptStyle(container);

  const load = (top: Float32Array, bottom: Float32Array, visibleSec: number) => {
    surfer.load('', [top, bottom], visibleSec).catch((error: unknown) => {
      // A newer slice replaced this one before it was drawn.
      if (!isDestroyed && !(error instanceof DOMException && error.name === 'AbortError')) throw error;
    });
  };

  return {
    draw: (next, visibleSec) => {
      picture = next;
      const { max, min } = next.columns;
      const top = max.map((value) => (Number.isNaN(value) ? 0 : amplitudeToUnit(value, next.axis)));
      const bottom = min.map((value) => (Number.isNaN(value) ? 0 : amplitudeToUnit(value, next.axis)));
      clearTimeout(restTimer);
      const canvas = canvasContext?.canvas;
      if (canvasContext !== null && canvas?.isConnected === true && canvas.width === top.length) {
        canvasContext.clearRect(0, 0, canvas.width, canvas.height);
        paint(canvasContext, top, bottom);
        restTimer = setTimeout(load, restMs, top, bottom, visibleSec);
      } else load(top, bottom, visibleSec);
    },
    resize: (height) => {
      surfer.setOptions({ height });
    },
    destroy: () => {
      isDestroyed = true;
      clearTimeout(restTimer);
      surfer.destroy();
    },
  };
}

/** A <style> loses its nonce when its lane is moved; a constructed sheet is of the shadow tree itself. */
function adoptStyle(container: HTMLElement): void {
  const root = container.lastElementChild?.shadowRoot;
  const style = root?.querySelector('style');
  if (root == null || style == null) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.textContent);
  root.adoptedStyleSheets = [sheet];
  style.remove();
}
