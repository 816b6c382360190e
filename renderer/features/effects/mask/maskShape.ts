/** The shape that is selected. It belongs to the selection around it and goes with it. */
import { create } from 'zustand';
import type { MaskRegion } from '../../../../preload/contract/maskShapes.ts';
import { useSelection, type Selection } from '../../../state/selection.ts';
import { regionBounds, selectedRectangle, type Combining } from './maskRegion.ts';

interface Shape {
  readonly region: MaskRegion;
  readonly selection: Selection;
}

interface MaskShapeStore {
  readonly shape: Shape | null;
  /** The kept mask that was selected last: what changing, naming and deleting act on. */
  readonly maskId: string | null;
}

export const useMaskShape = create<MaskShapeStore>()(() => ({ shape: null, maskId: null }));

useSelection.subscribe(({ selection }) => {
  if (selection === null && useMaskShape.getState().maskId !== null) useMaskShape.setState({ maskId: null });
});

/** @returns null: the selection is a rectangle */
export function regionOf(selection: Selection | null): MaskRegion | null {
  const { shape } = useMaskShape.getState();
  return shape !== null && shape.selection === selection ? shape.region : null;
}

/** What is selected, rectangles too. @returns null: nothing, or nothing of the sound's frequencies */
export function selectedRegion(sampleRateHz: number): MaskRegion | null {
  const { selection } = useSelection.getState();
  return selection && (regionOf(selection) ?? selectedRectangle(selection, sampleRateHz));
}

/**
 * Selects a region, or adds it to what is selected, keeps what is in both, or takes it away.
 * @returns false: nothing would be left, and what was selected stays
 */
export function selectRegion(drawn: MaskRegion, combining: Combining, sampleRateHz: number): boolean {
  const before = selectedRegion(sampleRateHz);
  const region: MaskRegion =
    combining === 'new' || before === null ? drawn : { kind: combining, regions: [before, drawn] };
  const bounds = regionBounds(region);
  if (bounds === null) return false;
  const { startSample, endSample, lowHz, highHz } = bounds;
  const { maskId } = useMaskShape.getState();
  useSelection.getState().select(startSample, endSample, { lowHz, highHz: Math.min(highHz, sampleRateHz / 2) });
  const { selection } = useSelection.getState();
  useMaskShape.setState({
    shape: selection === null ? null : { region, selection },
    maskId: combining === 'new' ? null : maskId,
  });
  return true;
}
