import { getActiveDocument } from '../../client/project.ts';
import { registerCommands, type Command } from '../../state/commands.ts';
import { lanesOf, type Lane } from '../../state/lanes.ts';
import { useLayout } from '../../state/layout.ts';
import { minimumLanePx } from './laneHeights.ts';
import { movedKeys } from './laneMove.ts';

const stepPx = 24;

function lanes(): Lane[] {
  const document = getActiveDocument();
  return document === null ? [] : lanesOf(document, useLayout.getState().laneOrder);
}

function focusedLane(): Lane | null {
  const { focusedLaneKey } = useLayout.getState();
  return lanes().find((lane) => lane.key === focusedLaneKey) ?? null;
}

function move(by: -1 | 1): void {
  const keys = lanes().map((lane) => lane.key);
  const key = focusedLane()?.key;
  const neighbour = key === undefined ? undefined : keys[keys.indexOf(key) + by];
  if (key === undefined || neighbour === undefined) return;
  const laneOrder = movedKeys(keys, key, { key: neighbour, side: by < 0 ? 'before' : 'after' });
  const held = document.activeElement;
  useLayout.getState().change({ laneOrder });
  requestAnimationFrame(() => {
    // An element that is moved in the document loses the focus.
    if (document.activeElement === document.body && held instanceof HTMLElement) held.focus({ preventScroll: true });
  });
}

/** A lane that shares what is left starts from the height it is drawn at. */
function resize(byPx: number): void {
  const lane = focusedLane();
  if (lane === null) return;
  const set = useLayout.getState().lanes[lane.key]?.heightPx;
  const drawn = document.querySelector(`[data-testid="${lane.testId}"]`)?.clientHeight;
  const heightPx = Math.max((set ?? drawn ?? minimumLanePx(lane.kind)) + byPx, minimumLanePx(lane.kind));
  useLayout.getState().changeLane(lane.key, { heightPx });
}

const hasLane = () => focusedLane() !== null;

const laneCommand = (name: string, title: string, key: string | null, run: () => void): Command => ({
  name: `lane.${name}`,
  title,
  category: 'View',
  defaultKeys: { phonoscope: key === null ? [] : [key] },
  isEnabled: hasLane,
  run,
});

const commands: readonly Command[] = [
  laneCommand('fold', 'Fold or unfold the lane', '$mod+Shift+f', () => {
    const lane = focusedLane();
    const { lanes: layouts, changeLane } = useLayout.getState();
    if (lane !== null) changeLane(lane.key, { isFolded: !(layouts[lane.key]?.isFolded ?? false) });
  }),
  laneCommand('moveUp', 'Move the lane up', '$mod+Shift+ArrowUp', () => {
    move(-1);
  }),
  laneCommand('moveDown', 'Move the lane down', '$mod+Shift+ArrowDown', () => {
    move(1);
  }),
  laneCommand('taller', 'Make the lane taller', '$mod+ArrowDown', () => {
    resize(stepPx);
  }),
  laneCommand('shorter', 'Make the lane shorter', '$mod+ArrowUp', () => {
    resize(-stepPx);
  }),
  {
    name: 'lane.resetHeights',
    title: 'Share the height between the lanes again',
    category: 'View',
    isEnabled: () => lanes().length > 0,
    run: () => {
      const { lanes: layouts, change } = useLayout.getState();
      change({ lanes: Object.fromEntries(Object.entries(layouts).map(([key, l]) => [key, { ...l, heightPx: null }])) });
    },
  },
];

/** @returns a function that takes them away again */
export function registerTimelineCommands(): () => void {
  return registerCommands(commands);
}
