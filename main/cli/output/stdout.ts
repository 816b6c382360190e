import type { ByteSink } from '../../engine/audio/byteSink.ts';

/** Waits until the bytes are taken: a slow reader slows us down instead of filling our memory. */
export function writeBytes(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(bytes, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

export function writeText(text: string): Promise<void> {
  return writeBytes(new TextEncoder().encode(text));
}

export const stdoutSink: ByteSink = { write: writeBytes, writeAt: null };
