/** A file at the cursor, and a document at another rate. */
import { insertFile } from '../../client/insertFile.ts';
import { getActiveDocument } from '../../client/project.ts';
import { shell } from '../../client/shell.ts';
import { studio } from '../../client/studio.ts';
import { formatHzPlain } from '../../shared/format/frequency.ts';
import { announce } from '../../state/announcements.ts';
import type { Command } from '../../state/commands.ts';
import { useEditing } from '../../state/editing.ts';
import { editTarget, whyNotHere, whyOneRange } from './editTarget.ts';
import { ask } from './prompt.ts';

const whyNoPlace = () => whyNotHere() ?? whyOneRange();
const lowestHz = 1000;
const highestHz = 768_000;

async function chooseAndInsert(): Promise<void> {
  const { fileIds } = await shell['shell.chooseFiles']({ kind: 'audio' });
  const target = editTarget();
  const [fileId] = fileIds;
  if (fileId === undefined || target === null) return;
  const { document, trackIds, atSample } = target;
  const { ripple } = useEditing.getState();
  const isThere = await insertFile(fileId, { document, trackIds, atSample, ripple });
  announce(isThere ? 'The file is in the track' : 'Nothing was inserted');
}

function askRate(): void {
  const document = getActiveDocument();
  if (document === null) return;
  const { documentId, sampleRateHz: nowHz } = document;
  ask({
    kind: 'number',
    title: 'Resample into a new recording',
    field: 'Sample rate',
    action: 'Resample',
    initial: nowHz === 16_000 ? 48_000 : 16_000,
    rules: { dimension: 'frequency', format: formatHzPlain, minValue: lowestHz, maxValue: highestHz },
    effect: (hz) => `${formatHzPlain(nowHz)} → ${formatHzPlain(Math.round(hz))}, as a recording of its own`,
    apply: async (hz) => {
      await studio.call['projects.resampleDocument']({ documentId, sampleRateHz: Math.round(hz) });
      announce(`Resampled to ${formatHzPlain(Math.round(hz))}`);
    },
  });
}

export const insertCommands: readonly Command[] = [
  {
    name: 'edit.insertFile',
    title: 'Insert a file at the cursor…',
    category: 'Edit',
    isEnabled: () => whyNoPlace() === null,
    disabledReason: whyNoPlace,
    run: chooseAndInsert,
  },
  {
    name: 'edit.resample',
    title: 'Resample into a new recording…',
    category: 'Edit',
    isEnabled: () => whyNotHere() === null,
    disabledReason: whyNotHere,
    run: askRate,
  },
];
