/** Editing what is open: undo and redo, commands over the selection, clips by hand, the history of edits. */
import { followEdits } from '../../client/edits.ts';
import { registerCommands } from '../../state/commands.ts';
import { followEditMenu } from './followEditMenu.ts';
import { undoCommands } from './undoCommands.ts';

export function registerEditing(): void {
  registerCommands(undoCommands);
  followEdits();
  followEditMenu();
}
