/** What a person is offered when a project is damaged: what can still be read of it, exactly what is lost, what can be done. */
import type { RescueReport } from '../../preload/contract/rescue.ts';
import { cancelJob, whenOver } from '../client/jobs.ts';
import { shell } from '../client/shell.ts';
import { studio } from '../client/studio.ts';
import { counted } from '../shared/format/counted.ts';
import { formatHms } from '../shared/format/time.ts';
import { isDialogOpen, showDialog, type DialogAction, type DialogContent } from '../state/dialogs.ts';
import { notify, notifyError } from '../state/notices.ts';

const key = 'rescue';

export interface DamagedProject {
  readonly fileId: string;
  readonly name: string;
  readonly reason: string; // as a clause
}

const showFile = (fileId: string): DialogAction => ({
  label: 'Show the file',
  tone: 'plain',
  run: () => shell['shell.showFile']({ fileId }),
});

const untouched = 'The file has not been changed and will not be: whatever is done goes into new files.';

const about = ({ name }: DamagedProject) => ({ key, title: `${name} is damaged` });

/** Says so at once, reads what can be read meanwhile, and then what exactly is lost and what can be done. */
export async function offerRescue(damaged: DamagedProject): Promise<void> {
  const { fileId, name, reason } = damaged;
  const { jobId } = await studio.call['rescue.examine']({ fileId });
  const stop = () => {
    cancelJob(jobId).catch((error: unknown) => {
      notifyError(`Read what is left of ${name}`, error);
    });
  };
  showDialog({
    ...about(damaged),
    text: [`The project failed its check: ${reason}.`, untouched, 'What can still be read is being read.'],
    isBusy: true,
    actions: [],
    leave: 'Stop',
    onLeave: stop,
  });
  const job = await whenOver(jobId);
  if (job === null || job.state === 'cancelled' || !isDialogOpen(key)) return;
  showDialog(
    job.result === null
      ? nothingLeft(damaged, job.error?.message ?? '')
      : found(damaged, job.result as unknown as RescueReport),
  );
}

function nothingLeft(damaged: DamagedProject, why: string): DialogContent {
  const text = [`The project failed its check: ${damaged.reason}.`, untouched, `Nothing can be read of it: ${why}.`];
  return { ...about(damaged), text, actions: [showFile(damaged.fileId)], leave: 'Close' };
}

function found(damaged: DamagedProject, report: RescueReport): DialogContent {
  const { rescueId, documents, recordings, durationSec, lost } = report;
  const discard = () => {
    studio.call['rescue.discard']({ rescueId }).catch((error: unknown) => {
      notifyError(damaged.name, error);
    });
  };
  return {
    ...about(damaged),
    text: [`The project failed its check: ${damaged.reason}.`, untouched],
    facts: [
      ['Can be read', `${counted(documents, 'document')}, ${counted(recordings, 'recording')}`],
      ['Sound', formatHms(durationSec)],
      ['History', 'edits cannot be taken back any more'],
      ['Lost', lost.length === 0 ? 'nothing else' : counted(lost.length, 'thing')],
    ],
    list: { title: 'What is lost', items: lost },
    actions: [
      showFile(damaged.fileId),
      { label: 'Export sound as WAV…', tone: 'plain', run: () => exportSound(damaged, report) },
      { label: 'Open as a new project', tone: 'primary', run: () => studio.call['rescue.open']({ rescueId }) },
    ],
    leave: 'Close',
    onLeave: discard,
  };
}

/** The dialog comes back: who has the sound may want the project too. */
async function exportSound(damaged: DamagedProject, report: RescueReport): Promise<void> {
  const { folder } = await shell['shell.chooseFolder']({});
  if (folder !== null) {
    const { folderId } = folder;
    const { jobId } = await studio.call['rescue.exportSound']({ rescueId: report.rescueId, folderId });
    const job = await whenOver(jobId);
    const files = job?.result?.['files'];
    if (typeof files === 'number') notify('info', 'Export sound', `${counted(files, 'recording')} written as WAV.`);
  }
  showDialog(found(damaged, report));
}
