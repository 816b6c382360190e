/** From a name on the command line to a decoder; `-` is stdin. */
import { stat } from 'node:fs/promises';
import { openAudio } from '../../engine/audio/openAudio.ts';
import type { AudioDecoder, ByteSource, RawPcmFormat } from '../../engine/audio/source.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { findFfmpegDecoder } from '../../services/audio/ffmpegDecoder.ts';
import { openFileSource } from '../../services/audio/fileSource.ts';
import { spoolPipe } from './spoolPipe.ts';

export interface InputOptions {
  readonly raw?: RawPcmFormat | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** @throws EngineError E_NOT_FOUND, E_PERMISSION, E_FORMAT, E_CODEC, E_PARAM, E_IO, E_ABORTED */
export async function openInput(path: string, { raw, signal }: InputOptions = {}): Promise<AudioDecoder> {
  const source = await openSource(path, signal);
  try {
    return await openAudio(source, { raw, signal, platformDecoder: (await findFfmpegDecoder()) ?? undefined });
  } catch (error) {
    await source.close();
    throw raw === undefined ? withRawHint(error) : error;
  }
}

/** What no format begins with may be samples without a header, or no sound at all. */
function withRawHint(error: unknown): unknown {
  if (!(error instanceof EngineError) || error.details['isUnknownFormat'] !== true) return error;
  const [what] = error.message.split(';');
  const message = `${what}; if it holds samples without a header, say --raw rate,channels,format`;
  return new EngineError(error.code, message, { cause: error, details: error.details });
}

/** Formats that keep their table at the end cannot be read from a pipe: it goes to a temporary file first. */
export async function openSource(path: string, signal?: AbortSignal): Promise<ByteSource> {
  if (path === '-') return spoolPipe(process.stdin, 'stdin', signal);
  const there = await stat(path).catch(() => null); // openFileSource tells what is wrong
  if (there?.isFIFO() === true || there?.isSocket() === true) {
    const { createReadStream } = await import('node:fs');
    return spoolPipe(createReadStream(path), path, signal);
  }
  if (there?.isCharacterDevice() === true || there?.isBlockDevice() === true)
    throw new EngineError('E_FORMAT', `"${path}" is a device, must be an audio file`);
  return openFileSource(path);
}
