import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { inProject } from '../projectPaths.ts';

export interface PackagedApp {
  /** Holds everything: this is what is given to others. */
  readonly folder: string;
  readonly executable: string;
  /** Of the archive, models, samples and notices. */
  readonly resources: string;
  /** What @electron/fuses is to be told: the executable, on macOS the bundle. */
  readonly fuseFile: string;
}

/** Where `npm run package` leaves the app. */
export const packageFolder = inProject('out/package');

/** The app in a folder that the packager made. */
export function packagedAppIn(folder: string): PackagedApp {
  const { productName, name } = packageJson;
  if (process.platform === 'darwin') {
    const bundle = join(folder, `${productName}.app`);
    const inside = (path: string): string => join(bundle, 'Contents', path);
    return { folder, executable: inside(`MacOS/${productName}`), resources: inside('Resources'), fuseFile: bundle };
  }
  const executable = join(folder, process.platform === 'win32' ? `${productName}.exe` : name);
  return { folder, executable, resources: join(folder, 'resources'), fuseFile: executable };
}

/** What the packager names its folder, inside the one it is told. */
export function folderNameHere(): string {
  return `${packageJson.productName}-${process.platform}-${process.arch}`;
}
