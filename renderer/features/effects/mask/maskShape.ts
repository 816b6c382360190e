/** The shape that was drawn last. It belongs to the selection around it and goes with it. */
import { create } from 'zustand';
import { useSelection, type Selection } from '../../../state/selection.ts';
import { regionBounds, type Combining, type DrawnRegion, type MaskRegion } from './maskRegion.ts';

interface Shape {
  readonly region: MaskRegion;
  readonly selection: Selection;
}

export const useMaskShape = create<{ readonly shape: Shape | null }>()(() => ({ shape: null }));

/** @returns null: the selection is a rectangle */
export function regionOf(selection: Selection | null): MaskRegion | null {
  const { shape } = useMaskShape.getState();
  return shape !== null && shape.selection === selection ? shape.region : null;
}

/** Selects a region, or adds it to the one that is selected, or takes it from that. */
export function selectRegion(drawn: DrawnRegion, combining: Combining, sampleRateHz: number): void {
  const before = regionOf(useSelection.getState().selection);
  const region: MaskRegion =
    combining === 'new' || before === null ? drawn : { kind: combining, regions: [before, drawn] };
  const { startSample, endSample, lowHz, highHz } = regionBounds(region);
  const band = { lowHz, highHz: Math.min(highHz, sampleRateHz / 2) };
  useSelection.getState().select(startSample, endSample, band);
  const { selection } = useSelection.getState();
  useMaskShape.setState({ shape: selection === null ? null : { region, selection } });
}
