/** Undo and redo of the active document, each named by the edit it would take back or make again. */
import { stepEdits, useEdits } from '../../client/edits.ts';
import { getActiveDocument } from '../../client/project.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { editPlace } from './editPlace.ts';
import { showPlace } from './showPlace.ts';

const said = { undo: 'Undone', redo: 'Done again' } as const;

async function step(direction: 'undo' | 'redo'): Promise<void> {
  const edit = await stepEdits(direction);
  const document = getActiveDocument();
  if (edit === null || document === null) return;
  const place = editPlace(edit, direction, document);
  if (place !== null) showPlace(place);
  announce(`${said[direction]}: ${edit.title}`);
}

const titleOf = (verb: string, edit: { readonly title: string } | null) =>
  edit === null ? verb : `${verb} ${edit.title}`;

const reasonOf = (what: string) => (getActiveDocument() === null ? 'no recording is open' : what);

export const undoCommands: readonly Command[] = [
  {
    name: 'edit.undo',
    get title() {
      return titleOf('Undo', useEdits.getState().undo);
    },
    category: 'Edit',
    defaultKeys: { phonoscope: ['$mod+z'] },
    isEnabled: () => useEdits.getState().undo !== null,
    disabledReason: () => reasonOf('nothing was edited'),
    run: () => step('undo'),
  },
  {
    name: 'edit.redo',
    get title() {
      return titleOf('Redo', useEdits.getState().redo);
    },
    category: 'Edit',
    defaultKeys: { phonoscope: ['$mod+Shift+z', '$mod+y'] },
    isEnabled: () => useEdits.getState().redo !== null,
    disabledReason: () => reasonOf('nothing was undone'),
    run: () => step('redo'),
  },
];
