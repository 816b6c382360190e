/** A boundary on its way: what is dragged is drawn where it would be, and stays there until the host has moved it. */
import { create } from 'zustand';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import { getActiveDocument } from '../../client/project.ts';
import { useTiers } from '../../client/tiers.ts';
import { useSelection } from '../../state/selection.ts';
import { hasEdgeAt, limitsOf, type Limits } from './boundaries.ts';
import { editTier } from './editTier.ts';

export interface BoundaryMove {
  readonly tierIds: readonly string[];
  readonly fromSample: number;
  readonly toSample: number;
}

export const useBoundaryMove = create<{ readonly move: BoundaryMove | null }>()(() => ({ move: null }));

const itemsOf = (tierId: string): readonly TierItem[] => useTiers.getState().items[tierId] ?? [];

/** Of the tier alone, or of all that have a boundary there. */
export function tiersMoved(tierId: string, fromSample: number, isAcross: boolean): string[] {
  const others = isAcross ? (getActiveDocument()?.tiers ?? []) : [];
  return [
    tierId,
    ...others.map((tier) => tier.tierId).filter((id) => id !== tierId && hasEdgeAt(itemsOf(id), fromSample)),
  ];
}

export function moveLimits(tierIds: readonly string[], fromSample: number): Limits {
  return limitsOf(tierIds.map(itemsOf), fromSample, getActiveDocument()?.lengthSamples ?? 0);
}

/** The selection keeps to the interval whose boundary moves. */
function moveSelection({ fromSample, toSample }: BoundaryMove): void {
  const { selection, cursorSample, select, moveCursor } = useSelection.getState();
  const moved = (sample: number) => (sample === fromSample ? toSample : sample);
  if (selection === null) {
    if (cursorSample === fromSample) moveCursor(toSample);
    return;
  }
  const [start, end] = [moved(selection.startSample), moved(selection.endSample)];
  if (start < end && (start !== selection.startSample || end !== selection.endSample)) select(start, end);
}

/** @throws WireError */
export async function moveBoundary(move: BoundaryMove): Promise<void> {
  const { tierIds, fromSample, toSample } = move;
  useBoundaryMove.setState({ move });
  try {
    if (toSample === fromSample) return;
    await editTier({ kind: 'tier.moveBoundary', tierIds: [...tierIds], fromSample, toSample }, tierIds);
    moveSelection(move);
  } finally {
    if (useBoundaryMove.getState().move === move) useBoundaryMove.setState({ move: null });
  }
}
