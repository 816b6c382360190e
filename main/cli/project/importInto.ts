import type { RawPcmFormat } from '../../engine/audio/source.ts';
import type { ImportedAudio } from '../../services/audio/importAudio.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { openProjectStore } from '../../store/openProjectStore.ts';
import { runBatch } from '../batch/runBatch.ts';
import type { CliContext } from '../cliContext.ts';
import { openSource } from '../input/openInput.ts';
import { warn } from '../output/printResult.ts';
import { audioOf } from './audioOf.ts';

export interface ImportOptions {
  readonly json?: boolean;
  readonly raw?: RawPcmFormat;
}

export interface ImportWork extends ImportOptions {
  readonly context: CliContext;
}

export async function importInto(file: string, audio: readonly string[], work: ImportWork): Promise<void> {
  const store = openProjectStore(file);
  try {
    await importAll(store, audio, work);
  } finally {
    store.close();
  }
}

/** What fails to import leaves nothing in the project. @throws as runBatch: a single recording that fails */
export async function importAll(
  store: ProjectStore,
  inputs: readonly string[],
  { json = false, raw, context }: ImportWork,
): Promise<void> {
  const service = await audioOf(store);
  await runBatch({ inputs, json, context, describe: importText }, async (input, work) => {
    const openInput = () => openSource(input, work.signal);
    const imported = await service.importAudio(store, { openSource: openInput, raw }, work);
    warn(input, imported.warnings);
    return { input, ...imported, parameters: raw === undefined ? {} : { raw } };
  });
}

function importText({
  input,
  documentId,
  sampleRateHz,
  channels,
  nSamples,
}: ImportedAudio & { input: string }): string {
  const sec = (nSamples / sampleRateHz).toFixed(3);
  return `${input}  document ${documentId}  ${sampleRateHz} Hz, ${channels} channel${channels === 1 ? '' : 's'}, ${sec} s\n`;
}
