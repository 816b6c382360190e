import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of all files under a folder, those under `except` left out; null if there is no such folder. */
export async function folderBytes(folder: string, except: readonly string[] = []): Promise<number | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  let bytes = 0;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += except.includes(path) ? 0 : ((await folderBytes(path, except)) ?? 0);
    else if (entry.isFile()) bytes += (await stat(path).catch(() => null))?.size ?? 0; // it may go while we look
  }
  return bytes;
}
