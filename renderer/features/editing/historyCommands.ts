import { getActiveDocument } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import type { Command } from '../../state/commands.ts';
import { askToPurge } from './purgeHistory.ts';

async function exportHistory(): Promise<void> {
  const document = getActiveDocument();
  if (document === null) return;
  const suggestedName = `${document.name.slice(0, 170)} history.json`;
  const { fileId } = await shell['shell.chooseSaveFile']({ suggestedName, kind: 'json' });
  if (fileId !== null) await studio.call['history.export']({ documentId: document.documentId, fileId });
}

export const historyCommands: readonly Command[] = [
  {
    name: 'edit.exportHistory',
    title: 'Save the history as JSON…',
    category: 'File',
    isEnabled: () => getActiveDocument() !== null,
    disabledReason: () => 'no recording is open',
    run: exportHistory,
  },
  {
    name: 'edit.purgeHistory',
    title: 'Let go of what is kept for undo…',
    category: 'File',
    isEnabled: () => getActiveDocument() !== null,
    disabledReason: () => 'no recording is open',
    run: askToPurge,
  },
];
