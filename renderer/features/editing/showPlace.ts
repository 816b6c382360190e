import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import type { EditPlace } from './editPlace.ts';

/** Selects it, or puts the cursor there, and scrolls to it where it is out of view. */
export function showPlace({ startSample, endSample, more = [] }: EditPlace): void {
  const { select, moveCursor, setRanges, endAdding } = useSelection.getState();
  endAdding();
  if (more.length > 0) setRanges([{ startSample, endSample }, ...more]);
  else if (endSample > startSample) select(startSample, endSample, null);
  else moveCursor(startSample);
  useViewport.getState().reveal(startSample);
}
