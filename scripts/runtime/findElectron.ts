import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDir } from './cacheDir.ts';
import { installedElectron } from './electronDownload.ts';
import { packagedElectronDir, packagedElectronVersion } from './packagedElectron.ts';
import { electronIn } from './resolveElectron.ts';

export interface FoundElectron {
  readonly executable: string;
  readonly version: string;
  readonly source: 'override' | 'installed' | 'packaged';
}

/** What resolveElectron would use, if it need not fetch anything: for `phonoscope doctor`. */
export function findElectron(): FoundElectron | null {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) {
    const file = join(override, 'version');
    const version = existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : 'of unknown version';
    return { executable: electronIn(override) ?? override, version, source: 'override' };
  }
  const { executable, version } = installedElectron();
  if (executable) return { executable, version, source: 'installed' };
  const packaged = join(packagedElectronDir(cacheDir()), 'electron');
  if (!existsSync(packaged)) return null;
  return { executable: packaged, version: packagedElectronVersion, source: 'packaged' };
}
