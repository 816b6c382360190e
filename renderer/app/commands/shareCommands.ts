import type { SharePlan } from '../../../preload/contract/sharing.ts';
import { whenOver } from '../../client/jobs.ts';
import { useProject } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import { counted } from '../../shared/format/counted.ts';
import { formatBytes } from '../../shared/format/bytes.ts';
import type { Command } from '../../state/commands.ts';
import { showDialog } from '../../state/dialogs.ts';
import { notify } from '../../state/notices.ts';
import { saveViewStateNow } from '../viewState/keepViewState.ts';

const title = 'Save a copy to share';

async function saveCopy(name: string, { fileBytes }: SharePlan): Promise<void> {
  const { fileId } = await shell['shell.chooseSaveFile']({
    suggestedName: `${name.slice(0, 170)} to share.phono`,
    kind: 'project',
  });
  if (fileId === null) return;
  await saveViewStateNow();
  const { jobId } = await studio.call['sharing.save']({ fileId });
  const job = await whenOver(jobId);
  const copyBytes = job?.result?.['fileBytes'];
  if (typeof copyBytes === 'number')
    notify(
      'info',
      title,
      `The copy has ${formatBytes(copyBytes)}, the project ${formatBytes(fileBytes)}. The project itself is as it was.`,
    );
}

async function askToShare(): Promise<void> {
  const { project } = useProject.getState();
  if (project === null) return;
  const plan = await studio.call['sharing.plan']({});
  const { fileBytes, copyBytes, undoBytes, hiddenBytes, nEdits } = plan;
  showDialog({
    key: 'share',
    title,
    text: [
      'A project keeps all that was ever in it, so that every edit can be undone. A copy to share sounds and reads the same but holds only what can be heard and seen now.',
    ],
    facts: [
      ['Left out: history', nEdits === 0 ? 'there is none' : `${counted(nEdits, 'edit')}; the copy begins with none`],
      ['Left out: audio kept for undo', formatBytes(undoBytes)],
      ['Left out: audio cut away or hidden', formatBytes(hiddenBytes)],
      ['Kept', 'names of recordings, labels, corrections by hand, measurements'],
      ['This project', formatBytes(fileBytes)],
      ['The copy', `about ${formatBytes(Math.min(copyBytes, fileBytes))}`],
    ],
    actions: [{ label: 'Save the copy…', tone: 'primary', run: () => saveCopy(project.name, plan) }],
    leave: 'Cancel',
  });
}

const isReady = () => (useProject.getState().project?.documents.length ?? 0) > 0;

export const shareCommands: readonly Command[] = [
  {
    name: 'file.shareCopy',
    title: 'Save a copy to share…',
    category: 'File',
    isEnabled: isReady,
    disabledReason: () => 'no recording is open',
    run: askToShare,
  },
];
