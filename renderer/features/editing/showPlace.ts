import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import type { EditPlace } from './editPlace.ts';

/** Selects it, or puts the cursor there, and scrolls to it where it is out of view. */
export function showPlace({ startSample, endSample }: EditPlace): void {
  const { select, moveCursor } = useSelection.getState();
  if (endSample > startSample) select(startSample, endSample, null);
  else moveCursor(startSample);
  useViewport.getState().reveal(startSample);
}
