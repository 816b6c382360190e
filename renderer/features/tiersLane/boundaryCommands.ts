/** Boundaries without a pointer: a pixel at a time, to the cursor. */
import { describeTime } from '../../client/clock.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { useLabelling } from '../../state/labelling.ts';
import { useViewport } from '../../state/viewport.ts';
import { moveBoundary, moveLimits, tiersMoved } from './boundaryMove.ts';
import { within } from './boundaries.ts';
import { tierCommand, type TierTarget } from './tierCommand.ts';
import { currentItem } from './tierItems.ts';

type End = 'start' | 'end';

async function moveEnd(
  { tier, items, place }: TierTarget,
  end: End,
  to: (fromSample: number) => number,
): Promise<void> {
  const item = currentItem(items, place);
  if (item === null) {
    announce(`Nothing of ${tier.name} is here`);
    return;
  }
  const fromSample = end === 'start' ? item.startSample : item.endSample;
  const tierIds = tiersMoved(tier.tierId, fromSample, useLabelling.getState().isAcrossTiers);
  const toSample = within(to(fromSample), moveLimits(tierIds, fromSample));
  await moveBoundary({ tierIds, fromSample, toSample });
  if (toSample === fromSample) announce(`Stays at ${describeTime(toSample)}`);
}

const pixel = () => Math.max(Math.round(useViewport.getState().samplesPerPixel), 1);

const nudge = (end: End, by: 1 | -1, key: string) =>
  tierCommand({
    name: `${end}${by === 1 ? 'Later' : 'Earlier'}`,
    title: `${end === 'start' ? 'Start or point' : 'End'} one pixel ${by === 1 ? 'later' : 'earlier'}`,
    keys: { phonoscope: [key] },
    run: (target) => moveEnd(target, end, (from) => from + by * pixel()),
  });

export const boundaryCommands: readonly Command[] = [
  nudge('start', -1, 'Alt+,'),
  nudge('start', 1, 'Alt+.'),
  nudge('end', -1, 'Alt+Shift+Comma'),
  nudge('end', 1, 'Alt+Shift+Period'),
  tierCommand({
    name: 'toggleAcrossTiers',
    title: 'Boundaries move in all tiers where they coincide',
    keys: { phonoscope: ['Shift+B'] },
    isOn: () => useLabelling.getState().isAcrossTiers,
    run: () => {
      const isAcrossTiers = !useLabelling.getState().isAcrossTiers;
      useLabelling.setState({ isAcrossTiers });
      announce(isAcrossTiers ? 'Boundaries move in all tiers' : 'Boundaries move in one tier');
    },
  }),
];
