/** What the buttons and commands of macros do. */
import type { JobInfo } from '../../../preload/contract/jobs.ts';
import { useEdits } from '../../client/edits.ts';
import { whenOver } from '../../client/jobs.ts';
import { getActiveDocument } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import { announce } from '../../state/announcements.ts';
import { tracksToEdit, useEditing } from '../../state/editing.ts';
import { useLayout } from '../../state/layout.ts';
import { chooseMacro, editText, nameIn, readMacros, useMacros, type MacroReport } from './macroStore.ts';

export function showMacros(): void {
  useLayout.getState().change({ workspace: 'inspect', isBottomOpen: true, bottomTab: 'macros' });
}

export const whyNoRun = (): string | null => {
  const { text, check, jobId } = useMacros.getState();
  if (jobId !== null) return 'a macro is running';
  if (text === '') return 'choose or write a macro first';
  return check?.problem ?? null;
};

export async function saveMacro(): Promise<void> {
  const { chosenId, text } = useMacros.getState();
  const saved = await studio.call['macros.save']({ macroId: chosenId, text });
  await readMacros();
  if (useMacros.getState().text === text) chooseMacro(saved);
  announce(`Saved: ${saved.name}`);
}

/** Its text stays in the field: saving it again takes the removal back. */
export async function removeMacro(): Promise<void> {
  const { chosenId, text } = useMacros.getState();
  if (chosenId === null) return;
  await studio.call['macros.remove']({ macroId: chosenId });
  await readMacros();
  editText(text, null);
  useMacros.setState({
    report: { title: 'Removed. Its text is still here: Save keeps it again.', lines: [], isGood: true },
  });
}

export async function importMacro(): Promise<void> {
  const { fileIds } = await shell['shell.chooseFiles']({ kind: 'json' });
  let last = null;
  for (const fileId of fileIds) last = await studio.call['macros.importFile']({ fileId });
  await readMacros();
  if (last !== null) chooseMacro(last);
}

export async function exportMacro(): Promise<void> {
  const { chosenId, text } = useMacros.getState();
  if (chosenId === null) return;
  const suggestedName = `${(nameIn(text) ?? 'macro').slice(0, 100)}.json`;
  const { fileId } = await shell['shell.chooseSaveFile']({ suggestedName, kind: 'json' });
  if (fileId !== null) await studio.call['macros.exportFile']({ macroId: chosenId, fileId });
}

/** Begins to record what is done to the active document, or ends it: its edits are a macro then. */
export async function toggleRecording(): Promise<void> {
  const { recording } = useMacros.getState();
  const document = getActiveDocument();
  if (recording !== null) {
    useMacros.setState({ recording: null });
    await takeEdits(recording.documentId, recording.sinceEditId, 'Recorded macro');
    return;
  }
  if (document === null) return;
  const { undo } = useEdits.getState();
  useMacros.setState({ recording: { documentId: document.documentId, sinceEditId: undo?.editId ?? null } });
  announce('Edits are recorded');
}

/** The last `count` edits of the active document, or all of them. */
export async function fromHistory(count: number | null): Promise<void> {
  const document = getActiveDocument();
  if (document === null) return;
  const { edits, headId } = await studio.call['edits.history']({ documentId: document.documentId });
  const parents = new Map(edits.map(({ editId, parentId }) => [editId, parentId]));
  let since = headId;
  for (let n = 0; since !== null && (count === null || n < count); n++) since = parents.get(since) ?? null;
  await takeEdits(document.documentId, since, `As done to ${document.name}`.slice(0, 100));
}

async function takeEdits(documentId: string, sinceEditId: number | null, name: string): Promise<void> {
  showMacros();
  const { text, left } = await studio.call['macros.ofEdits']({ documentId, sinceEditId, name });
  if (text !== null) editText(text, null);
  const title =
    text === null
      ? 'No edit was made that could be part of a macro.'
      : left.length === 0
        ? 'Every edit is a step. Save keeps the macro.'
        : `${String(left.length)} edits are not in it:`;
  useMacros.setState({ report: { title, lines: left, isGood: text !== null && left.length === 0 } });
  announce(title);
}

async function chooseFolder(): Promise<string | null> {
  return (await shell['shell.chooseFolder']({})).folder?.folderId ?? null;
}

export async function runHere(): Promise<void> {
  const document = getActiveDocument();
  const { text, check, isReplacing } = useMacros.getState();
  if (document === null) return;
  const folderId = check?.needsFolder === true ? await chooseFolder() : null;
  if (check?.needsFolder === true && folderId === null) return;
  const trackIds = tracksToEdit(document).map(({ trackId }) => trackId);
  const asked = { documentId: document.documentId, trackIds, ripple: useEditing.getState().ripple };
  await follow(studio.call['macros.run']({ ...asked, text, folderId, isReplacing }), reportOfDocument);
}

export async function runOnFiles(): Promise<void> {
  const { text, isReplacing } = useMacros.getState();
  const { fileIds } = await shell['shell.chooseFiles']({ kind: 'audio' });
  if (fileIds.length === 0) return;
  const folderId = await chooseFolder();
  if (folderId === null) return;
  await follow(studio.call['macros.runFiles']({ fileIds, text, folderId, isReplacing }), reportOfFiles);
}

async function follow(started: Promise<{ jobId: string }>, reportOf: (job: JobInfo) => MacroReport): Promise<void> {
  useMacros.setState({ report: null });
  const { jobId } = await started;
  useMacros.setState({ jobId });
  const job = await whenOver(jobId).finally(() => {
    useMacros.setState({ jobId: null });
  });
  const report = job?.state === 'done' ? reportOf(job) : failureOf(job);
  useMacros.setState({ report });
  announce([report.title, ...report.lines].join(' '));
}

function failureOf(job: JobInfo | null): MacroReport {
  if (job?.error != null && job.state === 'failed')
    return { title: 'The macro failed. Nothing was changed:', lines: [job.error.message], isGood: false };
  const title = job === null ? 'The macro ended with its process. Nothing was changed.' : 'The macro was cancelled.';
  return { title, lines: [], isGood: false };
}

interface DocumentResult {
  readonly editId: number | null;
  readonly nOutputs: number;
  readonly notes: readonly string[];
}

interface FilesResult {
  readonly nDone: number;
  readonly nOutputs: number;
  readonly failed: readonly { readonly name: string; readonly message: string }[];
  readonly notes: readonly string[];
}

const counted = (n: number, one: string) => `${String(n)} ${one}${n === 1 ? '' : 's'}`;

function reportOfDocument({ result }: JobInfo): MacroReport {
  const { editId, nOutputs, notes } = result as unknown as DocumentResult;
  const what = editId === null ? 'Done; the document is as it was' : 'Done, as one edit';
  const files = nOutputs === 0 ? '' : `; ${counted(nOutputs, 'file')} written`;
  return { title: `${what}${files}.`, lines: notes, isGood: true };
}

function reportOfFiles({ result }: JobInfo): MacroReport {
  const { nDone, nOutputs, failed, notes } = result as unknown as FilesResult;
  const bad = failed.length === 0 ? '' : `, ${String(failed.length)} failed`;
  return {
    title: `${counted(nDone, 'file')} done${bad}; ${counted(nOutputs, 'file')} written.`,
    lines: [
      ...failed.map(({ name, message }) => (message.startsWith(`"${name}"`) ? message : `${name}: ${message}`)),
      ...notes,
    ],
    isGood: failed.length === 0,
  };
}
