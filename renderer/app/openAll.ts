import { whenOver } from '../client/jobs.ts';
import { openFiles } from '../client/openFiles.ts';
import { studio } from '../client/studio.ts';
import { importAnnotations } from './importAnnotations.ts';
import { tellOpenFailure } from './tellOpenFailure.ts';

/**
 * All at once, so that sound goes into a project that is opened with it; files that fail are told by their jobs. Labels
 * come last: the recording that they belong to may be among the files.
 */
export async function openAll(fileIds: readonly string[]): Promise<void> {
  try {
    const { fileIds: labels } = await studio.call['annotations.recognise']({ fileIds: [...fileIds] });
    const others = fileIds.filter((fileId) => !labels.includes(fileId));
    const jobIds = others.length > 0 ? await openFiles(others) : [];
    if (labels.length === 0) return;
    await Promise.all(jobIds.map(whenOver));
    await importAnnotations(labels);
  } catch (error) {
    tellOpenFailure('Open', error);
  }
}
