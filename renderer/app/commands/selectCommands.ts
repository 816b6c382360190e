import { getActiveDocument } from '../../client/project.ts';
import { studio } from '../../client/studio.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { lanesOf } from '../../state/lanes.ts';
import { useLayout } from '../../state/layout.ts';
import { rangesOf, useSelection } from '../../state/selection.ts';
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

/** What lies between the ranges, before the first and behind the last. */
function invert(): void {
  const { setRanges, ...state } = useSelection.getState();
  const edges = rangesOf(state).flatMap(({ startSample, endSample }) => [startSample, endSample]);
  const all = [0, ...edges, getActiveDocument()?.lengthSamples ?? 0];
  const gaps = all.flatMap((startSample, i) =>
    i % 2 === 0 ? [{ startSample, endSample: all[i + 1] ?? startSample }] : [],
  );
  setRanges(gaps);
}

/** To the range after or before the one that fields and keys act on; round at the ends. */
function stepRange(by: 1 | -1): void {
  const { setRanges, addRange, ...state } = useSelection.getState();
  const ranges = rangesOf(state);
  const at = ranges.findIndex(({ startSample }) => startSample === state.selection?.startSample);
  const next = ranges.at((at + by) % ranges.length);
  if (next === undefined) return;
  setRanges(ranges);
  addRange(next.startSample, next.endSample);
  useViewport.getState().reveal(next.startSample);
}

const hasRanges = () => rangesOf(useSelection.getState()).length > 1;
const whyNoRanges = () => (hasRanges() ? null : 'one range or none is selected');

const rangeCommand = (name: string, title: string, keys: readonly string[], run: () => void): Command => ({
  name: `select.${name}`,
  title,
  category: 'Select',
  defaultKeys: { phonoscope: keys },
  isEnabled: hasRanges,
  disabledReason: whyNoRanges,
  run,
});

const rangeCommands: readonly Command[] = [
  {
    name: 'select.beginRange',
    title: 'Keep the selection and select one range more',
    category: 'Select',
    defaultKeys: { phonoscope: ['Alt+q'] },
    isEnabled: () => rangesOf(useSelection.getState()).length > 0,
    disabledReason: () => 'select something first',
    isOn: () => useSelection.getState().isAdding,
    run: () => {
      useSelection.getState().beginRange();
      const { length } = useSelection.getState().others;
      announce(`${length === 1 ? 'One range is' : `${String(length)} ranges are`} kept: select one more`);
    },
  },
  rangeCommand('nextRange', 'Next selected range', ['Alt+j'], () => {
    stepRange(1);
  }),
  rangeCommand('previousRange', 'Previous selected range', ['Alt+Shift+j'], () => {
    stepRange(-1);
  }),
  rangeCommand('removeRange', 'Take this range out of the selection', ['Alt+Shift+q'], () => {
    const { setRanges, ...state } = useSelection.getState();
    const { selection } = state;
    setRanges(selection === null ? state.others.slice(0, -1) : state.others);
  }),
  {
    name: 'select.invert',
    title: 'Invert the selection',
    category: 'Select',
    defaultKeys: { phonoscope: ['Alt+t'] },
    isEnabled: hasDocument,
    run: invert,
  },
];

export const selectCommands: readonly Command[] = [
  ...rangeCommands,
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
    isEnabled: () => hasDocument() && rangesOf(useSelection.getState()).length > 0,
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
