/**
 * From pieces of any length, as codecs give them, to an AudioDecoder: trims the encoder's delay and padding, joins
 * small pieces into blocks worth sending, splits large ones, counts, and lets only EngineErrors out.
 */
import { EngineError, invariant, throwIfAborted } from '../core/errors.ts';
import { checkAudioLimits } from './checkAudioLimits.ts';
import { audioLimits } from './source.ts';
import type { AudioBlock, AudioDecoder, AudioInfo, ByteSource } from './source.ts';

/** One array a channel, all of one length; owned by the receiver. */
export type Planar = readonly Float32Array[];

export interface PlanarStream {
  readonly source: ByteSource;
  readonly info: Omit<AudioInfo, 'warnings'>;
  /** Grows while decoding. */
  readonly warnings: string[];
  /** Trimmed samples in order. Called at most once. */
  pieces(signal: AbortSignal | undefined): AsyncIterable<Planar>;
  free?(): void | Promise<void>;
}

const mostSilenceSec = 60;
const mostSilentSamples = 1 << 22;
const mostWarnings = 20; // a file damaged everywhere must not fill the memory with sentences
const targetSamples = 16_384; // joins Opus's 960 or AAC's 1024 samples into blocks of about a third of a second

/** @throws EngineError E_FORMAT: rate or channels outside audioLimits */
export function createStreamDecoder(stream: PlanarStream): AudioDecoder {
  checkAudioLimits(stream.source.name, stream.info.sampleRateHz, stream.info.channels);
  let nSamples = stream.info.nSamples;
  let started = false;
  let closed = false;
  return {
    get info(): AudioInfo {
      return { ...stream.info, nSamples, warnings: [...stream.warnings] };
    },
    async *blocks({ signal } = {}): AsyncGenerator<AudioBlock> {
      invariant(!started, 'the blocks of a decoder can be read once');
      started = true;
      let done = 0;
      for await (const block of joinPieces(onlyEngineErrors(stream, signal), signal)) {
        done += block.nSamples;
        yield block;
      }
      if (nSamples !== null && done !== nSamples) {
        stream.warnings.push(`The headers promise ${nSamples} samples per channel, the file holds ${done}.`);
      }
      nSamples = done;
    },
    async close() {
      if (closed) return;
      closed = true;
      await stream.free?.();
      await stream.source.close();
    },
  };
}

export function addWarning(warnings: string[], text: string): void {
  if (warnings.length < mostWarnings) warnings.push(text);
  else if (warnings.length === mostWarnings) warnings.push('Further warnings are left out.');
}

/** Zeros in pieces, where a damaged stretch must keep its place. */
export function* silentPieces(nSamples: number, channels: number): Generator<Planar> {
  for (let left = nSamples; left > 0; left -= audioLimits.blockSamples) {
    const length = Math.min(left, audioLimits.blockSamples);
    yield Array.from({ length: channels }, () => new Float32Array(length));
  }
}

/** How much silence damage may bring about in one file: positions that lie must not stretch it by hours. */
export class SilenceBudget {
  private leftSamples: number;

  constructor(sampleRateHz: number) {
    this.leftSamples = Math.min(mostSilentSamples, Math.round(mostSilenceSec * sampleRateHz));
  }

  /** Whether a gap of that length may be filled; it then counts as filled. */
  spend(nSamples: number): boolean {
    if (nSamples <= 0 || nSamples > this.leftSamples) return false;
    this.leftSamples -= nSamples;
    return true;
  }
}

async function* onlyEngineErrors(stream: PlanarStream, signal: AbortSignal | undefined): AsyncGenerator<Planar> {
  try {
    yield* stream.pieces(signal);
  } catch (error) {
    throw asEngineError(error, stream.source.name);
  }
}

/** What a parser trips over in a damaged file (a DataView out of range, say) is a fault of the file. */
export function asEngineError(error: unknown, name: string): EngineError {
  if (error instanceof EngineError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new EngineError('E_FORMAT', `"${name}" is damaged: ${reason}`, { cause: error });
}

async function* joinPieces(pieces: AsyncIterable<Planar>, signal: AbortSignal | undefined): AsyncGenerator<AudioBlock> {
  let held: Planar[] = [];
  let heldSamples = 0;
  throwIfAborted(signal);
  for await (const piece of pieces) {
    throwIfAborted(signal);
    const length = piece[0]?.length ?? 0;
    if (length === 0) continue;
    if (heldSamples > 0 && heldSamples + length > audioLimits.blockSamples) {
      yield concatenate(held, heldSamples);
      held = [];
      heldSamples = 0;
    }
    held.push(piece);
    heldSamples += length;
    if (heldSamples < targetSamples) continue;
    const joined = concatenate(held, heldSamples);
    held = [];
    heldSamples = 0;
    yield* splitBlock(joined);
  }
  throwIfAborted(signal);
  if (heldSamples > 0) yield* splitBlock(concatenate(held, heldSamples));
}

function concatenate(pieces: readonly Planar[], nSamples: number): AudioBlock {
  const first = pieces[0]!;
  if (pieces.length === 1) return { channels: first, nSamples };
  const channels = first.map((_, c) => {
    const joined = new Float32Array(nSamples);
    let at = 0;
    for (const piece of pieces) {
      joined.set(piece[c]!, at);
      at += piece[c]!.length;
    }
    return joined;
  });
  return { channels, nSamples };
}

function* splitBlock(block: AudioBlock): Generator<AudioBlock> {
  if (block.nSamples <= audioLimits.blockSamples) {
    yield block;
    return;
  }
  for (let start = 0; start < block.nSamples; start += audioLimits.blockSamples) {
    const end = Math.min(block.nSamples, start + audioLimits.blockSamples);
    yield { channels: block.channels.map((channel) => channel.slice(start, end)), nSamples: end - start };
  }
}

/**
 * Drops the first `skipSamples`, then passes `keepSamples` (all if null) and stops.
 * `keepSamples` is asked for again with every piece: some containers tell the length only near the end.
 */
export async function* trimPieces(
  pieces: AsyncIterable<Planar>,
  skipSamples: number,
  keepSamples: () => number | null,
): AsyncGenerator<Planar> {
  let toSkip = skipSamples;
  let kept = 0;
  for await (const piece of pieces) {
    const length = piece[0]?.length ?? 0;
    const from = Math.min(toSkip, length);
    toSkip -= from;
    const limit = keepSamples();
    const to = limit === null ? length : Math.min(length, from + Math.max(0, limit - kept));
    kept += to - from;
    if (to > from) yield from === 0 && to === length ? piece : piece.map((channel) => channel.slice(from, to));
    if (limit !== null && kept >= limit) return;
  }
}
