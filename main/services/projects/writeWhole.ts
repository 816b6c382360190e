import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { EngineError } from '../../engine/core/errors.ts';

/** Beside its place and renamed into it: the file is whole or not there. @throws EngineError E_IO */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID().slice(0, 8)}.part`;
  try {
    await writeFile(beside, content, { flag: 'wx' });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw new EngineError(
      'E_IO',
      `"${path}" cannot be written: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
