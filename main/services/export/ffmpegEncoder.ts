/**
 * Opus, AAC and MP3 by the ffmpeg that the user has installed: float samples go in through a pipe, the file is written by
 * ffmpeg. It is started with a list of arguments, no shell sees them, and it is ended when it takes nothing for a minute.
 */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import type { AudioBlock } from '../../engine/audio/source.ts';
import type { LossyName } from '../../../preload/contract/exportFormat.ts';
import { ffmpegMetadata } from './soundTags.ts';
import type { SoundEncoder, SoundEncoding, SoundPlace } from './soundEncoder.ts';
import type { SoundLayout } from './soundLayout.ts';

const stallMs = 60_000;
const keptErrorChars = 2000;

/** What `ffmpeg -encoders` calls it, and the container. */
export const ffmpegCodecs: Readonly<Record<LossyName, { readonly encoder: string; readonly muxer: string }>> = {
  opus: { encoder: 'libopus', muxer: 'opus' },
  aac: { encoder: 'aac', muxer: 'ipod' },
  mp3: { encoder: 'libmp3lame', muxer: 'mp3' },
};

export function createFfmpegEncoder(executable: string, version: string): SoundEncoder {
  return {
    name: `ffmpeg ${version} (${executable})`,
    open(place, layout, signal) {
      throwIfAborted(signal);
      return Promise.resolve(encode(executable, ffmpegArguments(place, layout), signal));
    },
  };
}

export function ffmpegArguments({ path }: Pick<SoundPlace, 'path'>, layout: SoundLayout): string[] {
  const { format, sampleRateHz, channels, tags } = layout;
  if (format.kind === 'wav' || format.kind === 'flac')
    throw new EngineError('E_INTERNAL', `${format.kind} is not asked of ffmpeg`);
  const { encoder, muxer } = ffmpegCodecs[format.kind];
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-n'],
    ...['-f', 'f32le', '-ar', String(sampleRateHz), '-ac', String(channels), '-i', 'pipe:0'],
    ...['-map_metadata', '-1', ...ffmpegMetadata(tags).flatMap((field) => ['-metadata', field])],
    ...['-codec:a', encoder, '-b:a', `${format.kbps}k`, '-f', muxer, `file:${path}`],
  ];
}

function encode(executable: string, args: readonly string[], signal: AbortSignal | undefined): SoundEncoding {
  const child = spawn(executable, args, { stdio: 'pipe', windowsHide: true });
  let failure: EngineError | null = null;
  let errors = '';
  const stop = (): void => {
    child.kill('SIGKILL');
  };
  signal?.addEventListener('abort', stop);
  child.stdout.resume();
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrorChars);
  });
  child.stdin.on('error', () => undefined); // it has ended: what it said counts
  const exited = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      failure ??= new EngineError('E_CODEC', `ffmpeg does not start: ${error.message}`, { cause: error });
      resolve();
    });
    child.on('close', (code) => {
      if (code !== 0) failure ??= whatItSaid(code, errors);
      resolve();
    });
  });
  /** Within a minute, or it is ended. @throws EngineError what ffmpeg said; E_ABORTED */
  const inTime = async (work: Promise<unknown>) => {
    const timer = setTimeout(() => {
      failure ??= new EngineError('E_CODEC', `ffmpeg took nothing for ${stallMs / 1000} s and was ended`);
      stop();
    }, stallMs);
    try {
      await work;
    } finally {
      clearTimeout(timer);
    }
    throwIfAborted(signal);
    if (failure !== null) throw failure;
  };
  return {
    async write(block) {
      throwIfAborted(signal);
      const isFull = !child.stdin.write(interleaved(block));
      await inTime(isFull ? Promise.race([drained(child), exited]) : Promise.resolve());
    },
    async finish() {
      child.stdin.end();
      await inTime(exited);
    },
    close() {
      signal?.removeEventListener('abort', stop);
      stop();
    },
  };
}

/** Takes its listeners away again: an hour of sound waits for thousands of times. */
function drained({ stdin }: ChildProcessWithoutNullStreams): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stdin.off('drain', go).off('close', go);
      resolve();
    };
    stdin.on('drain', go).on('close', go);
  });
}

function whatItSaid(code: number | null, errors: string): EngineError {
  const said = errors.trim() || 'nothing';
  if (/no space left/i.test(said))
    return new EngineError('E_DISK_FULL', `ffmpeg could not write the file: no space left on the device`);
  return new EngineError('E_CODEC', `ffmpeg ended with ${code ?? 'a signal'} and said: ${said}`);
}

function interleaved({ channels, nSamples }: AudioBlock): Uint8Array {
  const out = new Float32Array(nSamples * channels.length);
  channels.forEach((x, c) => {
    for (let n = 0; n < nSamples; n++) out[n * channels.length + c] = x[n]!;
  });
  return new Uint8Array(out.buffer);
}
