/** Where the app keeps what belongs to the user: as Electron decides, without Electron. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };

export interface UserFolders {
  readonly userData: string; // settings, recent projects, drafts
  readonly cache: string; // may be deleted at any moment
}

export function userFolders(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): UserFolders {
  const userData = env['PHONOSCOPE_USER_DATA'] ?? join(appDataFolder(env, platform), packageJson.productName);
  return { userData, cache: join(userData, 'cache') };
}

function appDataFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  if (platform === 'win32') return env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}
