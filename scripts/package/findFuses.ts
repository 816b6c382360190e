/** How the fuses of the Electrons on this machine differ from those of a released app: for `phonoscope doctor`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openFuses, readFuses, type FuseName } from './fuses.ts';
import { folderNameHere, packagedAppIn, packageFolder } from './packagedApp.ts';

/** The fuses of one Electron that are not as in a released app; null if they cannot be read. */
export async function openFusesOf(path: string): Promise<FuseName[] | null> {
  return readFuses(path).then(openFuses, () => null);
}

/** The app that `npm run package` has left, if it has. */
export async function findPackagedApp(
  folder: string = packageFolder,
): Promise<{ executable: string; openFuses: FuseName[] | null } | null> {
  const { executable, fuseFile } = packagedAppIn(join(folder, folderNameHere()));
  return existsSync(executable) ? { executable, openFuses: await openFusesOf(fuseFile) } : null;
}
