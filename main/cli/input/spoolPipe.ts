import { randomBytes } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { ByteSource } from '../../engine/audio/source.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import { openFileSource } from '../../services/audio/fileSource.ts';
import { withFileErrors } from '../../services/projects/fileErrors.ts';
import { guardUnfinished } from '../process/interrupt.ts';

/** Four hours of 96 kHz stereo in 24 bits; an endless pipe must end somewhere. */
const maxBytes = 8 * 2 ** 30;

/** @throws EngineError E_FORMAT: nothing came; E_OOM: more than 8 GiB; E_DISK_FULL, E_IO, E_ABORTED */
export async function spoolPipe(pipe: Readable, name: string, signal: AbortSignal | undefined): Promise<ByteSource> {
  const path = join(tmpdir(), `phonoscope-${randomBytes(8).toString('hex')}.input`);
  const release = guardUnfinished(path);
  const remove = async () => {
    await rm(path, { force: true });
    release();
  };
  try {
    await fill(path, pipe, { name, signal });
    const source = await openFileSource(path);
    // Where the system allows it the name goes at once: nothing is left behind however we end.
    if (process.platform !== 'win32') await remove();
    const close = async () => {
      await source.close();
      await remove();
    };
    return { name, size: source.size, read: (offset, length) => source.read(offset, length), close };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function fill(
  path: string,
  pipe: Readable,
  { name, signal }: { name: string; signal: AbortSignal | undefined },
): Promise<void> {
  const handle = await withFileErrors(path, () => open(path, 'wx', 0o600));
  try {
    let bytes = 0;
    for await (const chunk of pipe as AsyncIterable<Buffer>) {
      throwIfAborted(signal);
      bytes += chunk.length;
      if (bytes > maxBytes) throw new EngineError('E_OOM', `${name} holds more than ${maxBytes} bytes (8 GiB)`);
      await withFileErrors(path, () => handle.writeFile(chunk));
    }
    if (bytes === 0) throw new EngineError('E_FORMAT', `${name} is empty (0 bytes), must hold audio`);
  } finally {
    await handle.close();
  }
}
