/** Points by keys, on the lane that has the focus: pitch on spectrograms, durations on waveforms. */
import { curveValue } from '../../../kernels/melody.ts';
import { getActiveDocument } from '../../../client/project.ts';
import { announce } from '../../../state/announcements.ts';
import type { Command } from '../../../state/commands.ts';
import { useCorrecting } from '../../../state/correcting.ts';
import { lanesOf } from '../../../state/lanes.ts';
import { useSelection } from '../../../state/selection.ts';
import { useViewport } from '../../../state/viewport.ts';
import {
  changePoints,
  lengthSecOf,
  limitsOf,
  pick,
  pickedOf,
  takeBackStep,
  useManipulation,
  type Curve,
  type Manipulation,
} from './manipulation.ts';
import { closeManipulation, makePoints, openManipulation, whyNoManipulation } from './openManipulation.ts';
import { curveOf, movedBy, withoutPoints, withPoint, withValues } from './points.ts';
import { pointText } from './pointText.ts';
import { applyManipulation, hearOther } from './runManipulation.ts';

interface Place {
  readonly now: Manipulation;
  readonly curve: Curve;
}

/** Null where the keys of lanes mean what they always do. */
function place(): Place | null {
  const { now } = useManipulation.getState();
  const document = getActiveDocument();
  if (now === null || document === null || useCorrecting.getState().tool !== 'points') return null;
  const focused = window.document.activeElement?.closest<HTMLElement>('[data-lane-key]')?.dataset['laneKey'];
  const lane = lanesOf(document).find(({ key }) => key === focused);
  if (lane?.trackId !== now.trackId) return null;
  return { now, curve: lane.kind === 'spectrogram' ? 'pitch' : 'duration' };
}

function say({ now, curve }: Place, id: number): void {
  const points = useManipulation.getState().now?.[curve] ?? [];
  const index = points.findIndex((point) => point.id === id);
  const point = points[index];
  if (point === undefined) return;
  const text = pointText(curve, point, now.span.startSample / now.sampleRateHz);
  announce(`Point ${String(index + 1)} of ${String(points.length)}: ${text}`);
}

interface Row {
  readonly name: string;
  readonly title: string;
  readonly keys: readonly string[];
  readonly needsPick?: boolean;
  readonly run: (place: Place, ids: ReadonlySet<number>) => void;
}

const onLane = ({ name, title, keys, needsPick = true, run }: Row): Command => {
  const why = () => {
    const found = place();
    if (found === null) return 'edit pitch and durations first, and give their lane the focus';
    return needsPick && pickedOf(found.curve).size === 0 ? 'no point is picked' : null;
  };
  return {
    name: `points.${name}`,
    title,
    category: 'Edit',
    scope: 'points',
    defaultKeys: { phonoscope: keys },
    isEnabled: () => why() === null,
    disabledReason: why,
    run: () => {
      const found = place();
      if (found !== null) run(found, pickedOf(found.curve));
    },
  };
};

const steps = { coarse: { st: 0.5, factor: 0.05, sec: 0.01 }, fine: { st: 0.1, factor: 0.01, sec: 0.001 } } as const;
type Step = keyof typeof steps;
const keyOf = (step: Step, key: string) => (step === 'fine' ? `Shift+${key}` : key);

const change = (step: Step, direction: 1 | -1): Command =>
  onLane({
    name: `${direction === 1 ? 'raise' : 'lower'}${step === 'fine' ? 'Finely' : ''}`,
    title: `${direction === 1 ? 'Raise' : 'Lower'} the picked points${step === 'fine' ? ' a little' : ''}`,
    keys: [keyOf(step, direction === 1 ? 'ArrowUp' : 'ArrowDown')],
    run: (at, ids) => {
      const { now, curve } = at;
      const { st, factor } = steps[step];
      const changed = (value: number) =>
        curve === 'pitch' ? value * 2 ** ((direction * st) / 12) : value + direction * factor;
      changePoints({ [curve]: withValues(now[curve], ids, changed, limitsOf(now, curve)) });
      say(at, [...ids][0] ?? 0);
    },
  });

const move = (step: Step, direction: 1 | -1): Command =>
  onLane({
    name: `${direction === 1 ? 'later' : 'earlier'}${step === 'fine' ? 'Finely' : ''}`,
    title: `Move the picked points ${direction === 1 ? 'later' : 'earlier'}${step === 'fine' ? ' a little' : ''}`,
    keys: [keyOf(step, direction === 1 ? 'ArrowRight' : 'ArrowLeft')],
    run: (at, ids) => {
      const { now, curve } = at;
      changePoints({ [curve]: movedBy(now[curve], ids, direction * steps[step].sec, lengthSecOf(now)) });
      say(at, [...ids][0] ?? 0);
    },
  });

/** The neighbour of what is picked, else of the cursor; the cursor and the view go along. */
const pickNext = (direction: 1 | -1): Command =>
  onLane({
    name: direction === 1 ? 'next' : 'previous',
    title: `Pick the ${direction === 1 ? 'next' : 'previous'} point`,
    keys: [direction === 1 ? 'Alt+ArrowRight' : 'Alt+ArrowLeft'],
    needsPick: false,
    run: (at, ids) => {
      const { now, curve } = at;
      const points = now[curve];
      const { startSample } = now.span;
      const fromSec = (useSelection.getState().cursorSample - startSample) / now.sampleRateHz;
      const last = points.findIndex(({ id }) => ids.has(id));
      const point =
        last >= 0
          ? points[Math.min(Math.max(last + direction, 0), points.length - 1)]
          : direction === 1
            ? points.find(({ sec }) => sec >= fromSec)
            : points.findLast(({ sec }) => sec <= fromSec);
      if (point === undefined) {
        announce('No point there');
        return;
      }
      pick(curve, [point.id]);
      useViewport.getState().reveal(Math.round(startSample + point.sec * now.sampleRateHz));
      say(at, point.id);
    },
  });

function addAtCursor(at: Place): void {
  const { now, curve } = at;
  const sec = (useSelection.getState().cursorSample - now.span.startSample) / now.sampleRateHz;
  if (sec < 0 || sec > lengthSecOf(now)) {
    announce('The cursor is outside the edited span');
    return;
  }
  const value = curveValue(now[curve].length > 0 ? curveOf(now[curve]) : startOf(at), sec);
  const added = withPoint(now[curve], { sec, value }, limitsOf(now, curve));
  if (added === null) {
    announce('There is a point already');
    return;
  }
  changePoints({ [curve]: added.points });
  pick(curve, [added.id]);
  say(at, added.id);
}

/** Where the first point goes: as the sound has it. */
function startOf({ now, curve }: Place) {
  const analysed = now.melody?.analysed;
  if (curve === 'pitch' && analysed !== undefined && analysed.timesSec.length > 0) return analysed;
  return { timesSec: Float64Array.of(0), values: Float64Array.of(curve === 'pitch' ? 100 : 1) };
}

const isOpen = () => useManipulation.getState().now !== null;
const inMode = (name: string, title: string, keys: readonly string[], run: Command['run']): Command => ({
  name: `points.${name}`,
  title,
  category: 'Edit',
  defaultKeys: { phonoscope: keys },
  isEnabled: isOpen,
  disabledReason: () => (isOpen() ? null : 'edit pitch and durations first'),
  run,
});

export const pointCommands: readonly Command[] = [
  {
    name: 'points.edit',
    title: 'Edit pitch and durations',
    category: 'Edit',
    defaultKeys: { phonoscope: ['Alt+e'] },
    isEnabled: () => whyNoManipulation() === null,
    disabledReason: whyNoManipulation,
    isOn: () => useCorrecting.getState().tool === 'points',
    run: openManipulation,
  },
  inMode('hear', 'Hear the edited pitch and durations, or the original again', ['h'], hearOther),
  inMode('apply', 'Apply the edited pitch and durations', ['Alt+Enter'], applyManipulation),
  inMode('cancel', 'Drop the edited pitch and durations', [], () => {
    closeManipulation();
    announce('The points were dropped');
  }),
  inMode('takeBack', 'Take back the last change of points', ['Alt+z'], () => {
    announce(takeBackStep() ? 'Taken back' : 'There is no change of points to take back');
  }),
  inMode('make', 'Make pitch points anew', [], makePoints),
  onLane({ name: 'add', title: 'Add a point at the cursor', keys: ['Enter'], needsPick: false, run: addAtCursor }),
  onLane({
    name: 'remove',
    title: 'Remove the picked points',
    keys: ['Delete', 'Backspace'],
    needsPick: false, // Delete must not fall through to the sound
    run: ({ now, curve }, ids) => {
      changePoints({ [curve]: withoutPoints(now[curve], ids) });
      announce(ids.size === 0 ? 'No point is picked' : `${String(ids.size)} removed`);
    },
  }),
  onLane({
    name: 'pickAll',
    title: 'Pick all points',
    keys: ['$mod+a'],
    needsPick: false,
    run: ({ now, curve }) => {
      pick(
        curve,
        now[curve].map(({ id }) => id),
      );
      announce(`${String(now[curve].length)} points`);
    },
  }),
  pickNext(1),
  pickNext(-1),
  ...(['coarse', 'fine'] as const).flatMap((step) =>
    ([1, -1] as const).flatMap((direction) => [change(step, direction), move(step, direction)]),
  ),
];
