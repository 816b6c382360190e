import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { EngineError } from '../../engine/core/errors.ts';
import { createProjectStore } from '../../store/createProjectStore.ts';
import { sideFiles } from '../../store/projectFormat.ts';
import { printJson } from '../output/printResult.ts';
import { writeText } from '../output/stdout.ts';
import { fileError } from '../../services/projects/fileErrors.ts';
import { guardUnfinished } from '../process/interrupt.ts';
import { importAll, type ImportWork } from './importInto.ts';

/**
 * The project appears under its name once its recordings are in; those that fail are left out.
 * @throws EngineError E_PARAM: the file exists; as the store and the import do
 */
export async function newProject(file: string, audio: readonly string[], work: ImportWork): Promise<void> {
  if (existsSync(file)) throw new EngineError('E_PARAM', `"${file}" exists: a new project needs a new name`);
  const beside = join(dirname(file), `.${basename(file)}.${randomBytes(4).toString('hex')}.part`);
  const leftovers = [beside, ...Object.values(sideFiles).map((side) => side(beside))];
  const releases = leftovers.map(guardUnfinished);
  try {
    const store = createProjectStore(beside, { appVersion: packageJson.version });
    const { projectId } = store;
    try {
      if (audio.length > 0) await importAll(store, audio, work);
      if (audio.length > 0 && store.assets().length === 0)
        throw new EngineError(
          'E_PARAM',
          `"${file}" was not made: none of the ${audio.length} recordings could be read`,
        );
    } finally {
      store.close();
    }
    await moveIntoPlace(beside, file);
    if (audio.length > 0) return;
    if (work.json === true) await printJson({ filePath: file, projectId });
    else await writeText(`${file}  project ${projectId}\n`);
  } finally {
    for (const path of leftovers) await rm(path, { force: true });
    for (const release of releases) release();
  }
}

/** A hard link, unlike a rename, never replaces a file that appeared meanwhile; some file systems have none. */
async function moveIntoPlace(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw fileError(error, to);
    await rename(from, to);
  }
}
