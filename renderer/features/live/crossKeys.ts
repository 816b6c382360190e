export interface Cross {
  readonly x: number;
  readonly y: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
}

const steps: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  Home: [-Infinity, 0],
  End: [Infinity, 0],
};

/** Where a key takes the cross: by a pixel, by ten with Shift, from the middle at first. null: away; undefined: not its key. */
export function crossAfterKey(
  cross: Cross | null,
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  { width, height }: Box,
): Cross | null | undefined {
  if (key === 'Escape') return cross === null ? undefined : null;
  const step = steps[key];
  if (step === undefined) return undefined;
  const by = shiftKey ? 10 : 1;
  const { x, y } = cross ?? { x: width / 2, y: height / 2 };
  const within = (value: number, size: number) => Math.min(Math.max(value, 0), Math.max(size - 1, 0));
  return { x: within(x + step[0] * by, width), y: within(y + step[1] * by, height) };
}
