import type { TierItem } from '../../../preload/contract/tiers.ts';
import { runCommand } from '../../state/commands.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { isPoint } from './tierItems.ts';

/** Selects an interval, puts the cursor at a point. */
export function selectItem(item: TierItem): void {
  const { select, moveCursor } = useSelection.getState();
  if (isPoint(item)) moveCursor(item.startSample);
  else select(item.startSample, item.endSample, null);
}

export function goToItem(item: TierItem): void {
  selectItem(item);
  useViewport.getState().reveal(item.startSample);
}

export function playItem(item: TierItem): void {
  goToItem(item);
  runCommand('play.stop');
  runCommand('play.toggle');
}
