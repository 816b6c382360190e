/** Gives a canvas one element per device pixel. @returns its context, scaled so that drawing is in CSS pixels. */
export function fitCanvas(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio;
  const width = Math.max(1, Math.round(widthPx * ratio));
  const height = Math.max(1, Math.round(heightPx * ratio));
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  canvas.style.width = `${String(widthPx)}px`;
  canvas.style.height = `${String(heightPx)}px`;
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, widthPx, heightPx);
  return context;
}

/** The middle of the device pixel that holds `px`, so that one-pixel lines are sharp. */
export function crisp(px: number): number {
  const ratio = window.devicePixelRatio;
  return (Math.floor(px * ratio) + 0.5) / ratio;
}
