import { readEdits } from '../../client/edits.ts';
import { whenOver } from '../../client/jobs.ts';
import { studio } from '../../client/studio.ts';
import { counted } from '../../shared/format/counted.ts';
import { formatBytes } from '../../shared/format/bytes.ts';
import { showDialog } from '../../state/dialogs.ts';
import { notify } from '../../state/notices.ts';

const title = 'Let go of what is kept for undo';

async function purge(): Promise<void> {
  const { jobId } = await studio.call['history.purge']({});
  const job = await whenOver(jobId);
  await readEdits();
  const freedBytes = job?.result?.['freedBytes'];
  if (typeof freedBytes === 'number') notify('info', title, `The project is ${formatBytes(freedBytes)} smaller.`);
}

/** What would be lost is named before it is. */
export async function askToPurge(): Promise<void> {
  const { bytes, nEdits, titles, isClipboardEmptied } = await studio.call['history.purgePlan']({});
  const more = nEdits - titles.length;
  const items = [...titles, ...(more > 0 ? [`and ${counted(more, 'edit')} before`] : [])];
  showDialog({
    key: 'purge',
    title,
    text: [
      `${formatBytes(bytes)} of audio that is not heard any more go, and with them the history of every recording in the project. What can be heard and seen now stays as it is.`,
      ...(isClipboardEmptied ? ['What was copied is part of that audio: the clipboard is emptied.'] : []),
      'The file is rebuilt without it, which takes about as long as saving a copy; what needs the project waits meanwhile. This cannot be undone.',
    ],
    list: { title: 'Cannot be taken back any more', items },
    actions: [{ label: `Let go of ${counted(nEdits, 'edit')}`, tone: 'danger', run: purge }],
    leave: 'Keep everything',
  });
}
