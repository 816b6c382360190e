/** Why a project cannot be opened, in plain words, with what can be done about it. */
import { WireError } from '../../preload/contract/errors.ts';
import { studio } from '../client/studio.ts';
import { formatLocalTime } from '../shared/format/localTime.ts';
import { showDialog } from '../state/dialogs.ts';
import { notifyError } from '../state/notices.ts';
import { offerRescue } from './rescue.ts';

interface Refused {
  readonly fileId: string;
  readonly name: string;
  readonly error: WireError;
}

/** Damage and locks are asked about; everything else is told. @param what was being done */
export function tellOpenFailure(what: string, error: unknown): void {
  const refused = refusedProject(error);
  if (refused?.error.code === 'E_PROJECT_LOCKED') tellLocked(refused);
  else if (refused !== null && isDamaged(refused))
    offerRescue({ ...refused, reason: reasonOf(refused) }).catch((failure: unknown) => {
      notifyError(what, failure);
    });
  else notifyError(what, error);
}

function refusedProject(error: unknown): Refused | null {
  if (!(error instanceof WireError)) return null;
  const { fileId, name } = error.details;
  return typeof fileId === 'string' && typeof name === 'string' ? { fileId, name, error } : null;
}

/** A file of ours by its name that is none by its beginning has lost that. */
const isDamaged = ({ name, error: { code } }: Refused) =>
  code === 'E_PROJECT_CORRUPT' || (code === 'E_FORMAT' && name.toLowerCase().endsWith('.phono'));

function reasonOf({ name, error }: Refused): string {
  const { path } = error.details;
  const bare = typeof path === 'string' ? error.message.replace(`${path}: `, '') : error.message;
  return bare
    .replace(`"${name}" `, '')
    .replace(/^damaged: /, '')
    .replace(/\.$/, '');
}

function tellLocked({ fileId, name, error }: Refused): void {
  const { pid, host, openedAt, lock } = error.details;
  const since = typeof openedAt === 'string' ? ` since ${formatLocalTime(openedAt)}` : '';
  const where =
    typeof lock === 'string' && typeof host === 'string'
      ? `It is open on the computer “${host}”${since}. If Phonoscope does not run there any more, the file ${lock} is left over and can be deleted.`
      : typeof pid === 'number'
        ? `It is open in another Phonoscope on this computer (process ${String(pid)}${since}).`
        : 'It is open in another program.';
  showDialog({
    key: 'locked',
    title: `${name} is open elsewhere`,
    text: [
      where,
      'A project is written by one Phonoscope at a time, so that neither can undo what the other has done. Close it there, then try again.',
    ],
    actions: [{ label: 'Try again', tone: 'primary', run: () => openAgain(fileId, name) }],
    leave: 'Close',
  });
}

async function openAgain(fileId: string, name: string): Promise<void> {
  try {
    await studio.call['projects.openFiles']({ fileIds: [fileId] });
  } catch (error) {
    tellOpenFailure(`Open ${name}`, error);
  }
}

/** What was open when Phonoscope ended, and cannot be opened again. */
export function tellRefusedAtStart(): void {
  studio.onReady('Open the last project', async () => {
    const refused = await studio.call['projects.refusedAtStart']({});
    if (refused !== null) tellOpenFailure('Open the last project', new WireError(refused));
  });
}
