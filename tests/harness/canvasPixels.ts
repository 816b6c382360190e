/** What a lane's canvases hold, without the cursor and selection that lie over them. */
import type { Page } from '@playwright/test';
import type { Picture } from './readPng.ts';

/** All canvases inside the element, as they lie on each other. */
export async function canvasPixels(window: Page, testId: string): Promise<Picture> {
  const { width, height, base64 } = await window.getByTestId(testId).evaluate((element) => {
    const box = element.getBoundingClientRect();
    const copy = document.createElement('canvas');
    copy.width = Math.round(box.width * devicePixelRatio);
    copy.height = Math.round(box.height * devicePixelRatio);
    const context = copy.getContext('2d');
    if (context === null) throw new Error('no 2D context');
    const canvases = (root: Element | ShadowRoot): HTMLCanvasElement[] =>
      [...root.querySelectorAll('*')].flatMap((child) => [
        ...(child instanceof HTMLCanvasElement ? [child] : []),
        ...(child.shadowRoot === null ? [] : canvases(child.shadowRoot)),
      ]);
    for (const canvas of canvases(element)) {
      if (canvas.width === 0 || canvas.height === 0) continue;
      const at = canvas.getBoundingClientRect();
      context.drawImage(canvas, at.left - box.left, at.top - box.top, at.width, at.height);
    }
    const bytes = context.getImageData(0, 0, copy.width, copy.height).data;
    let binary = '';
    for (let i = 0; i < bytes.length; i += 32_768) binary += String.fromCharCode(...bytes.subarray(i, i + 32_768));
    return { width: copy.width, height: copy.height, base64: btoa(binary) };
  });
  return { width, height, rgba: new Uint8Array(Buffer.from(base64, 'base64')) };
}

/** Sum of r, g and b: rises with the level in every map but the inverse grey. */
export function brightness({ rgba, width }: Picture, x: number, y: number): number {
  const at = (y * width + x) * 4;
  return (rgba[at] ?? 0) + (rgba[at + 1] ?? 0) + (rgba[at + 2] ?? 0);
}

export function colourAt({ rgba, width }: Picture, x: number, y: number): readonly [number, number, number] {
  const at = (y * width + x) * 4;
  return [rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0];
}

/** Middle of the rows of column x that are as bright as its brightest. */
export function brightestRow(picture: Picture, x: number): number {
  return middleOfBrightest(picture.height, (y) => brightness(picture, x, y));
}

/** Middle of the columns of row y that are as bright as its brightest. */
export function brightestColumn(picture: Picture, y: number): number {
  return middleOfBrightest(picture.width, (x) => brightness(picture, x, y));
}

function middleOfBrightest(count: number, brightnessAt: (index: number) => number): number {
  let best = -1;
  let [first, last] = [0, 0];
  for (let i = 0; i < count; i++) {
    const value = brightnessAt(i);
    if (value > best) [best, first, last] = [value, i, i];
    else if (value === best && i === last + 1) last = i;
  }
  return (first + last) / 2;
}

/** How many rows of column x are brighter than half of its brightest. */
export function ridgeRows(picture: Picture, x: number): number {
  const values = Array.from({ length: picture.height }, (_, y) => brightness(picture, x, y));
  const limit = Math.max(...values) / 2;
  return values.filter((value) => value > limit).length;
}
