import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where downloaded runtimes live, shared by every clone on the machine.
 *
 * Root gets a system folder: /root is closed to others, and the sandbox tests run Electron from this
 * cache as an unprivileged user.
 */
export function cacheDir(env: NodeJS.ProcessEnv = process.env, isRoot = process.getuid?.() === 0): string {
  if (env['PHONOSCOPE_CACHE_DIR']) return env['PHONOSCOPE_CACHE_DIR'];
  if (env['XDG_CACHE_HOME']) return join(env['XDG_CACHE_HOME'], 'phonoscope');
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), 'phonoscope');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/phonoscope');
  return isRoot ? '/var/cache/phonoscope' : join(homedir(), '.cache/phonoscope');
}
