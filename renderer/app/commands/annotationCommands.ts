import { getActiveDocument } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import type { Command } from '../../state/commands.ts';
import { notify } from '../../state/notices.ts';
import { importAnnotations } from '../importAnnotations.ts';
import { hasDocument } from './conditions.ts';

async function chooseAndImport(): Promise<void> {
  const { fileIds } = await shell['shell.chooseFiles']({ kind: 'annotations' });
  await importAnnotations(fileIds);
}

/** All tiers of what is shown, in the format of the extension that the person gives. */
async function exportAll(): Promise<void> {
  const document = getActiveDocument();
  if (document === null) return;
  const name = document.name.replace(/\.[^.]*$/, '').slice(0, 180);
  const { fileId } = await shell['shell.chooseSaveFile']({ suggestedName: `${name}.TextGrid`, kind: 'annotations' });
  if (fileId === null) return;
  const { documentId } = document;
  const { notes } = await studio.call['annotations.export']({ documentId, tierIds: null, fileId });
  if (notes.length > 0) notify('info', 'Export annotations', notes.join(' '));
}

export const annotationCommands: readonly Command[] = [
  {
    name: 'annotations.import',
    title: 'Import annotations…',
    category: 'File',
    isEnabled: hasDocument,
    run: chooseAndImport,
  },
  {
    name: 'annotations.export',
    title: 'Export annotations…',
    category: 'File',
    isEnabled: () => (getActiveDocument()?.tiers.length ?? 0) > 0,
    run: exportAll,
  },
];
