/**
 * Whisper's two graphs as functions, whatever way they were exported: sound to what the decoder attends to, and
 * tokens to logits with a cache of what was computed for those before.
 */
import type { Tensor } from '../../core/session.ts';
import type { WhisperConfig } from './whisperConfig.ts';

/** A window of sound as the decoder sees it: keys and values of its cross-attention. */
export interface EncodedWindow {
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** What the decoder keeps of earlier tokens, for each row. */
export interface DecoderCache {
  readonly rows: number;
  readonly length: number; // tokens
  readonly tensors: Readonly<Record<string, Tensor>>; // [rows, heads, length, headSize]
}

export interface DecoderOutput {
  /** [rows, nTokens, vocabularySize] */
  readonly logits: Float32Array;
  readonly cache: DecoderCache;
  /** Of each asked layer [rows, heads, nTokens, nAudioPositions], rows of which sum to 1. */
  readonly crossAttentions: ReadonlyMap<number, Tensor>;
}

export interface DecodeOptions {
  /** Layers whose cross-attentions are wanted. */
  readonly attentionLayers?: readonly number[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface WhisperNetwork {
  readonly config: WhisperConfig;
  /** Whether cross-attentions can be had, without which words get no times. */
  readonly hasCrossAttentions: boolean;
  /**
   * @param mel [nMels, nFrames], nFrames twice nAudioPositions, or less where the graph takes it
   * @throws EngineError E_SHAPE, E_ABORTED, E_PROVIDER
   */
  encode(mel: Float32Array, signal?: AbortSignal): Promise<EncodedWindow>;
  emptyCache(rows: number): DecoderCache;
  /**
   * @param tokens the same number for each row of the cache
   * @throws EngineError E_SHAPE, E_ABORTED, E_PROVIDER
   */
  decode(
    window: EncodedWindow,
    tokens: readonly (readonly number[])[],
    cache: DecoderCache,
    options?: DecodeOptions,
  ): Promise<DecoderOutput>;
}

/** The cache whose row r is row rows[r] of this one. */
export function gatherRows(cache: DecoderCache, rows: readonly number[]): DecoderCache {
  if (rows.length === cache.rows && rows.every((row, i) => row === i)) return cache;
  const tensors = Object.entries(cache.tensors).map(([name, tensor]): [string, Tensor] => {
    const data = tensor.data as Float32Array;
    const size = data.length / cache.rows;
    const gathered = new Float32Array(size * rows.length);
    for (const [i, row] of rows.entries()) gathered.set(data.subarray(row * size, (row + 1) * size), i * size);
    return [name, { type: 'float32', data: gathered, dims: [rows.length, ...tensor.dims.slice(1)] }];
  });
  return { rows: rows.length, length: cache.length, tensors: Object.fromEntries(tensors) };
}
