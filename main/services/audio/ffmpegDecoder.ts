/**
 * AAC through the ffmpeg that the user has installed: packets go in as ADTS frames, samples come out as a Sun AU
 * stream, whose header tells the rate and the channels. For the command line; the app uses Chromium's decoder.
 */
import { spawn } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { adtsHeader, parseAacConfig } from '../../engine/audio/aacConfig.ts';
import type { AacConfig } from '../../engine/audio/aacConfig.ts';
import { asEngineError } from '../../engine/audio/planarStream.ts';
import type { AudioBlock, PlatformAudioDecoder } from '../../engine/audio/source.ts';
import { EngineError, throwIfAborted } from '../../engine/core/errors.ts';
import { findFfmpeg } from './findFfmpeg.ts';

type Packets = Parameters<PlatformAudioDecoder['decodePackets']>[1];
type PlatformBlock = AudioBlock & { readonly sampleRateHz: number };

const blockFrames = 16_384;
const keptErrorChars = 2_000;
const smallestAuHeaderBytes = 24;
const largestAuHeaderBytes = 65_536;

/** Null without an ffmpeg on PATH. */
export async function findFfmpegDecoder(searchPath?: string): Promise<PlatformAudioDecoder | null> {
  const executable = await findFfmpeg(searchPath);
  return executable === null ? null : createFfmpegDecoder(executable);
}

export function createFfmpegDecoder(executable: string): PlatformAudioDecoder {
  return {
    name: `ffmpeg (${executable})`,
    decodePackets(config, packets, options) {
      if (!config.description)
        throw new EngineError('E_CODEC', `ffmpeg is not asked for ${config.codec}, only for AAC`);
      return decodeAac(executable, parseAacConfig(config.description), packets, options?.signal);
    },
  };
}

const ffmpegArguments = [
  ...['-hide_banner', '-nostdin', '-loglevel', 'error'],
  ...['-f', 'aac', '-i', 'pipe:0', '-map', '0:a:0', '-codec:a', 'pcm_f32be', '-f', 'au', 'pipe:1'],
];

async function* decodeAac(
  executable: string,
  config: AacConfig,
  packets: Packets,
  signal: AbortSignal | undefined,
): AsyncGenerator<PlatformBlock> {
  throwIfAborted(signal);
  const child = spawn(executable, ffmpegArguments, { stdio: 'pipe', windowsHide: true });
  const stop = (): void => {
    child.kill('SIGKILL');
  };
  signal?.addEventListener('abort', stop);
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrorChars);
  });
  const exited = new Promise<{ code: number | null; error: Error | null }>((resolve) => {
    child.on('error', (error) => resolve({ code: null, error }));
    child.on('close', (code) => resolve({ code, error: null }));
  });
  let feedError: unknown = null;
  const fed = feed(child, config, packets).catch((error: unknown) => {
    feedError = error;
    stop();
  });
  try {
    yield* readAu(child, signal);
    const [, { code, error }] = await Promise.all([fed, exited]);
    throwIfAborted(signal);
    if (feedError !== null) throw asEngineError(feedError, 'packets for ffmpeg');
    if (error) throw new EngineError('E_CODEC', `ffmpeg does not start: ${error.message}`, { cause: error });
    if (code !== 0) throw new EngineError('E_FORMAT', `ffmpeg ends with ${code}: ${errors.trim()}`);
  } finally {
    signal?.removeEventListener('abort', stop);
    stop();
  }
}

/** Ends when all packets are in, or ffmpeg has closed its end. */
async function feed(child: ChildProcessWithoutNullStreams, config: AacConfig, packets: Packets): Promise<void> {
  const { stdin } = child;
  const state = { closed: false, wake: (): void => undefined };
  const close = (): void => {
    state.closed = true;
    state.wake();
  };
  stdin.on('error', close).on('close', close);
  stdin.on('drain', () => {
    state.wake();
  });
  for await (const { data } of packets) {
    if (state.closed) return;
    const header = adtsHeader(config, data.length);
    if (!header) {
      throw new EngineError(
        'E_CODEC',
        `${config.name} with channel layout ${config.channelConfig} cannot be sent to ffmpeg`,
      );
    }
    stdin.write(header);
    if (!stdin.write(data)) {
      await new Promise<void>((resolve) => {
        state.wake = resolve;
        if (state.closed || !stdin.writableNeedDrain) resolve();
      });
    }
  }
  stdin.end();
}

async function* readAu(
  child: ChildProcessWithoutNullStreams,
  signal: AbortSignal | undefined,
): AsyncGenerator<PlatformBlock> {
  let pending: Buffer = Buffer.alloc(0);
  let header: { sampleRateHz: number; channels: number } | null = null;
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    throwIfAborted(signal);
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    if (!header) {
      const dataStart = pending.length < smallestAuHeaderBytes ? Infinity : pending.readUInt32BE(4);
      if (dataStart !== Infinity && dataStart > largestAuHeaderBytes) {
        throw new EngineError('E_FORMAT', `ffmpeg answers with a header of ${dataStart} bytes`);
      }
      if (pending.length < dataStart) continue;
      header = { sampleRateHz: pending.readUInt32BE(16), channels: pending.readUInt32BE(20) };
      pending = pending.subarray(dataStart);
    }
    const frameBytes = 4 * header.channels;
    const whole = Math.floor(pending.length / frameBytes);
    if (whole < blockFrames) continue;
    yield toBlock(pending, whole, header);
    pending = pending.subarray(whole * frameBytes);
  }
  const rest = header ? Math.floor(pending.length / (4 * header.channels)) : 0;
  if (header && rest > 0) yield toBlock(pending, rest, header);
}

function toBlock(bytes: Buffer, nSamples: number, header: { sampleRateHz: number; channels: number }): PlatformBlock {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const channels = Array.from({ length: header.channels }, (_, c) => {
    const samples = new Float32Array(nSamples);
    for (let n = 0; n < nSamples; n++) samples[n] = view.getFloat32(4 * (n * header.channels + c));
    return samples;
  });
  return { channels, nSamples, sampleRateHz: header.sampleRateHz };
}
