import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** The ffmpeg on PATH, or null. Only absolute folders count: a file beside the audio must not be run. */
export async function findFfmpeg(searchPath = process.env.PATH ?? ''): Promise<string | null> {
  const file = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg';
  for (const folder of searchPath.split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const executable = join(folder, file);
    try {
      await access(executable, constants.X_OK);
      return executable;
    } catch {
      // not here
    }
  }
  return null;
}
