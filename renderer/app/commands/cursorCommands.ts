/** The cursor by pixel and by sample; with Shift the selection grows from where the cursor was. */
import { getActiveDocument } from '../../client/project.ts';
import type { Command } from '../../state/commands.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { hasDocument } from './conditions.ts';

function moveTo(sample: number, isExtending: boolean): void {
  const length = getActiveDocument()?.lengthSamples ?? 0;
  const target = Math.min(Math.max(Math.round(sample), 0), length);
  const { extendTo, moveCursor } = useSelection.getState();
  if (isExtending) extendTo(target);
  else moveCursor(target);
  useViewport.getState().reveal(target);
}

function cursor(): number {
  return useSelection.getState().cursorSample;
}

/** A pixel, but never less than a sample. */
function pixel(): number {
  return Math.max(useViewport.getState().samplesPerPixel, 1);
}

interface Move {
  readonly name: string;
  readonly title: string;
  readonly key: string;
  readonly target: () => number;
}

const moves: readonly Move[] = [
  { name: 'pixelLeft', title: 'one pixel left', key: 'ArrowLeft', target: () => cursor() - pixel() },
  { name: 'pixelRight', title: 'one pixel right', key: 'ArrowRight', target: () => cursor() + pixel() },
  { name: 'sampleLeft', title: 'one sample left', key: 'Alt+ArrowLeft', target: () => cursor() - 1 },
  { name: 'sampleRight', title: 'one sample right', key: 'Alt+ArrowRight', target: () => cursor() + 1 },
  { name: 'toStart', title: 'to the start', key: 'Home', target: () => 0 },
  { name: 'toEnd', title: 'to the end', key: 'End', target: () => getActiveDocument()?.lengthSamples ?? 0 },
];

function withShift(key: string): string {
  return key.startsWith('Alt+') ? key.replace('Alt+', 'Alt+Shift+') : `Shift+${key}`;
}

export const cursorCommands: readonly Command[] = moves.flatMap(({ name, title, key, target }): Command[] => [
  {
    name: `cursor.${name}`,
    title: `Cursor ${title}`,
    category: 'Select',
    defaultKeys: { phonoscope: [key] },
    isEnabled: hasDocument,
    run: () => {
      moveTo(target(), false);
    },
  },
  {
    name: `select.${name}`,
    title: `Extend ${title}`,
    category: 'Select',
    defaultKeys: { phonoscope: [withShift(key)] },
    isEnabled: hasDocument,
    run: () => {
      moveTo(target(), true);
    },
  },
]);
