/** The window's Edit menu follows what its commands are called now and whether they can run. */
import { useEdits } from '../../client/edits.ts';
import { useProject } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { isCommandEnabled, useCommands } from '../../state/commands.ts';
import { notifyError } from '../../state/notices.ts';
import { useSelection } from '../../state/selection.ts';
import { editSections } from './editSections.ts';

function currentGroups() {
  const { commands } = useCommands.getState();
  return editSections.map(({ names }) =>
    names.flatMap((name) => {
      const command = commands.get(name);
      return command === undefined
        ? []
        : [{ name, label: command.title.slice(0, 300), isEnabled: isCommandEnabled(command) }];
    }),
  );
}

export function followEditMenu(): void {
  let shown = '';
  let isDue = false;
  const show = () => {
    isDue = false;
    const groups = currentGroups();
    const text = JSON.stringify(groups);
    if (text === shown) return;
    shown = text;
    shell['shell.setEditMenu']({ groups }).catch((error: unknown) => {
      notifyError('Edit menu', error);
    });
  };
  const showSoon = () => {
    if (isDue) return;
    isDue = true;
    setTimeout(show, 50);
  };
  useEdits.subscribe(showSoon);
  useCommands.subscribe(showSoon);
  useSelection.subscribe((now, before) => {
    if ((now.selection === null) !== (before.selection === null)) showSoon();
  });
  useProject.subscribe((now, before) => {
    if (now.activeDocumentId !== before.activeDocumentId) showSoon();
  });
  showSoon();
}
