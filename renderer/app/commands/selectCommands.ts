import { getActiveDocument } from '../../client/project.ts';
import { studio } from '../../client/studio.ts';
import type { Command } from '../../state/commands.ts';
import { lanesOf } from '../../state/lanes.ts';
import { useLayout } from '../../state/layout.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf } from '../../state/viewportMaths.ts';
import { hasDocument, hasSelection } from './conditions.ts';

/** Track and channel of the focused lane, else the first: the focus may be in a lane of another recording. */
function focusedChannel(): { sourceId: string; channel: number } | null {
  const document = getActiveDocument();
  if (document === null) return null;
  const { focusedLaneKey } = useLayout.getState();
  const lane = lanesOf(document).find(({ key }) => key === focusedLaneKey);
  const focused = document.tracks.find(({ trackId }) => trackId === lane?.trackId);
  const track = focused ?? document.tracks[0];
  return track === undefined
    ? null
    : { sourceId: track.sourceId, channel: focused === undefined ? 0 : (lane?.channel ?? 0) };
}

async function crossingAt(sample: number): Promise<number> {
  const source = focusedChannel();
  return source === null ? sample : (await studio.call['audio.zeroCrossing']({ ...source, sample })).sample;
}

async function snap(): Promise<void> {
  const { selection, cursorSample, select, moveCursor } = useSelection.getState();
  if (selection === null) {
    moveCursor(await crossingAt(cursorSample));
    return;
  }
  const edges = [selection.startSample, selection.endSample].map(crossingAt);
  const [start = selection.startSample, end = selection.endSample] = await Promise.all(edges);
  if (end > start) select(start, end);
}

async function snapEdge(edge: 'start' | 'end'): Promise<void> {
  const { selection, select } = useSelection.getState();
  if (selection === null) return;
  const at = await crossingAt(edge === 'start' ? selection.startSample : selection.endSample);
  if (edge === 'start' && at < selection.endSample) select(at, selection.endSample);
  if (edge === 'end' && at > selection.startSample) select(selection.startSample, at);
}

/** Start or end of the selection at the cursor (the play position is the cursor while it plays). */
function setEdge(edge: 'start' | 'end'): void {
  const { selection, cursorSample, select } = useSelection.getState();
  const length = getActiveDocument()?.lengthSamples ?? 0;
  if (edge === 'start')
    select(cursorSample, selection !== null && selection.endSample > cursorSample ? selection.endSample : length);
  else select(selection !== null && selection.startSample < cursorSample ? selection.startSample : 0, cursorSample);
}

export const selectCommands: readonly Command[] = [
  {
    name: 'select.all',
    title: 'Select all',
    category: 'Select',
    defaultKeys: { phonoscope: ['$mod+a'], praat: ['$mod+Shift+a'] },
    isEnabled: hasDocument,
    run: () => {
      useSelection.getState().select(0, getActiveDocument()?.lengthSamples ?? 0, null);
    },
  },
  {
    name: 'select.none',
    title: 'Select nothing',
    category: 'Select',
    defaultKeys: { phonoscope: ['Escape'], praat: ['$mod+Escape'] },
    isEnabled: hasSelection,
    run: () => {
      useSelection.getState().clear();
    },
  },
  {
    name: 'select.view',
    title: 'Select what is shown',
    category: 'Select',
    defaultKeys: { phonoscope: ['$mod+Shift+a'], praat: [] },
    isEnabled: hasDocument,
    run: () => {
      const v = useViewport.getState();
      useSelection.getState().select(v.startSample, Math.min(endSampleOf(v), v.lengthSamples));
    },
  },
  {
    name: 'select.snapToZeroCrossing',
    title: 'Move to the nearest zero crossing',
    category: 'Select',
    defaultKeys: { phonoscope: ['z'], praat: ['z', '$mod+0'] },
    isEnabled: hasDocument,
    run: snap,
  },
  {
    name: 'select.snapStart',
    title: 'Move selection start to the nearest zero crossing',
    category: 'Select',
    defaultKeys: { phonoscope: [], praat: ['$mod+,'] },
    isEnabled: hasSelection,
    run: () => snapEdge('start'),
  },
  {
    name: 'select.snapEnd',
    title: 'Move selection end to the nearest zero crossing',
    category: 'Select',
    defaultKeys: { phonoscope: [], praat: ['$mod+.'] },
    isEnabled: hasSelection,
    run: () => snapEdge('end'),
  },
  {
    name: 'select.startAtCursor',
    title: 'Selection starts at the cursor',
    category: 'Select',
    defaultKeys: { phonoscope: ['['] },
    isEnabled: hasDocument,
    run: () => {
      setEdge('start');
    },
  },
  {
    name: 'select.endAtCursor',
    title: 'Selection ends at the cursor',
    category: 'Select',
    defaultKeys: { phonoscope: [']'] },
    isEnabled: hasDocument,
    run: () => {
      setEdge('end');
    },
  },
];
