import { EngineError } from '../../engine/core/errors.ts';
import { openProjectStore } from '../../store/openProjectStore.ts';
import type { DocumentRow, EditRow, ProjectStore } from '../../store/projectStore.ts';
import { printJson, table } from '../output/printResult.ts';
import { writeText } from '../output/stdout.ts';

export interface HistoryOptions {
  readonly document?: string;
  readonly json?: boolean;
}

/** @throws EngineError E_PARAM: there are several and none is named; E_NOT_FOUND */
function chosenDocument(store: ProjectStore, wanted: string | undefined): DocumentRow {
  const documents = store.documents();
  const [first] = documents;
  if (wanted === undefined) {
    if (documents.length !== 1 || first === undefined)
      throw new EngineError('E_PARAM', `the project holds ${documents.length} documents: name one by --document`);
    return first;
  }
  const found = documents.find(({ documentId, name }) => documentId === wanted || name === wanted);
  if (found === undefined) throw new EngineError('E_NOT_FOUND', `the project holds no document "${wanted}"`);
  return found;
}

/** Every edit with its command: the provenance of what the document is now. */
export async function showHistory(file: string, { document: wanted, json = false }: HistoryOptions): Promise<void> {
  const store = openProjectStore(file, { readOnly: true });
  try {
    const { documentId, name } = chosenDocument(store, wanted);
    const history = store.editHistory(documentId);
    if (json) {
      await printJson({ input: file, documentId, name, ...history, parameters: {} });
      return;
    }
    const rows = history.edits.map(({ editId, parentId, madeAt, title }) => [
      editId === history.headId ? '→' : '',
      editId,
      parentId ?? '–',
      madeAt,
      title,
    ]);
    await writeText(
      rows.length === 0 ? `${name} was never edited\n` : table(['', 'edit', 'after', 'made', 'what'], rows),
    );
  } finally {
    store.close();
  }
}

/** @throws EngineError E_PARAM: there is nothing to take back or make again */
export async function stepHistory(
  file: string,
  step: 'undo' | 'redo',
  { document: wanted, json = false }: HistoryOptions,
): Promise<void> {
  const store = openProjectStore(file);
  try {
    const { documentId, name } = chosenDocument(store, wanted);
    const edit: EditRow | null = store[step](documentId);
    if (edit === null)
      throw new EngineError('E_PARAM', `"${name}" has no edit to ${step === 'undo' ? 'take back' : 'make again'}`);
    if (json) await printJson({ input: file, documentId, name, ...edit, parameters: {} });
    else await writeText(`${name}  ${step === 'undo' ? 'taken back' : 'made again'}: ${edit.title}\n`);
  } finally {
    store.close();
  }
}
