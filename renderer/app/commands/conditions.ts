import { getActiveDocument } from '../../client/project.ts';
import { useSelection } from '../../state/selection.ts';

export const hasDocument = (): boolean => getActiveDocument() !== null;
export const hasSelection = (): boolean => hasDocument() && useSelection.getState().selection !== null;
