import type { EditCommand } from '../../../preload/contract/edits.ts';
import type { DocumentState } from '../../store/documentState.ts';
import { contourEdits } from './contourEdits.ts';
import type { EditContext, EditFunction, EditFunctions, EditResult } from './editFunction.ts';
import { maskEdits } from './maskEdits.ts';
import { soundEdits } from './soundEdits.ts';
import { tierEdits } from './tierEdits.ts';
import { trackEdits } from './trackEdits.ts';

const functions: EditFunctions<'sound'> &
  EditFunctions<'track'> &
  EditFunctions<'document'> &
  EditFunctions<'tier'> &
  EditFunctions<'contour'> &
  EditFunctions<'mask'> = {
  ...soundEdits,
  ...trackEdits,
  ...tierEdits,
  ...contourEdits,
  ...maskEdits,
};

/** @throws EngineError E_NOT_FOUND, E_PARAM */
export function applyCommand(document: DocumentState, command: EditCommand, context: EditContext): EditResult {
  // Each function is found under the kind of the command it takes; the compiler cannot follow that through the table.
  const run = functions[command.kind] as EditFunction<EditCommand['kind']>;
  return run(document, command, context);
}
