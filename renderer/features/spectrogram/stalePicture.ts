/** What was drawn before the parameters changed: it stays, stretched along, until the new tiles are there. */
import type { Scene } from './messages.ts';

export interface StalePicture {
  keep(canvas: OffscreenCanvas, scene: Scene): void;
  clear(): void;
  drawInto(context: OffscreenCanvasRenderingContext2D, scene: Scene): void;
  /** Behind what is drawn already: only where that is transparent. */
  drawBehind(context: OffscreenCanvasRenderingContext2D, scene: Scene): void;
}

export function createStalePicture(): StalePicture {
  let kept: { readonly canvas: OffscreenCanvas; readonly scene: Scene } | null = null;
  const drawInto = (context: OffscreenCanvasRenderingContext2D, scene: Scene) => {
    if (kept === null) return;
    const left = (kept.scene.startSample - scene.startSample) / scene.samplesPerPixel;
    const width = (kept.canvas.width * kept.scene.samplesPerPixel) / scene.samplesPerPixel;
    context.imageSmoothingEnabled = false;
    context.drawImage(kept.canvas, left, 0, width, scene.heightPx);
  };
  return {
    keep: (canvas, scene) => {
      if (canvas.width === 0 || canvas.height === 0) return;
      // Parameters that change again before anything new was drawn: what was kept already shows more.
      if (kept !== null && kept.scene.startSample === scene.startSample) return;
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      copy.getContext('2d')?.drawImage(canvas, 0, 0);
      kept = { canvas: copy, scene };
    },
    clear: () => {
      kept = null;
    },
    drawInto,
    drawBehind: (context, scene) => {
      context.globalCompositeOperation = 'destination-over';
      drawInto(context, scene);
      context.globalCompositeOperation = 'source-over';
    },
  };
}
