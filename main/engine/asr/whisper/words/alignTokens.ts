/**
 * When each token of a transcript was said, by cross-attention: the heads that follow the sound give, for each token, a
 * weight for each 20 ms. Weights are normalised over the window's own frames, standardised over the tokens, smoothed by
 * a median of 7, averaged over the heads; the best monotonous path through them says where a token begins.
 * Source: openai/whisper, whisper/timing.py, find_alignment.
 */
import { logSumExp } from '../decoding/logProbabilities.ts';
import type { EncodedWindow, WhisperNetwork } from '../whisperNetwork.ts';
import type { SpecialTokens } from '../text/whisperTokenizer.ts';
import { medianFilter } from './medianFilter.ts';
import { timeWarp } from './timeWarp.ts';

export interface TokenAlignment {
  /** Begin of each text token and of the end, in positions of 20 ms from the window's start: [nTokens + 1]. */
  readonly starts: Int32Array;
  readonly probabilities: Float32Array; // of each text token among all text tokens, [nTokens]
}

const medianWidth = 7;

/**
 * @param startTokens <|startoftranscript|>, language, task
 * @param textTokens ≥ 1, below <|endoftext|>
 * @param nPositions of the window that hold sound, ≥ 1
 * @throws EngineError E_ABORTED, E_PROVIDER, E_MODEL_INVALID: the graph has no cross-attentions
 */
export async function alignTokens(
  network: WhisperNetwork,
  special: SpecialTokens,
  window: EncodedWindow,
  tokens: { readonly startTokens: readonly number[]; readonly textTokens: readonly number[] },
  { nPositions, signal }: { readonly nPositions: number; readonly signal?: AbortSignal | undefined },
): Promise<TokenAlignment> {
  const { startTokens, textTokens } = tokens;
  const { alignmentHeads, vocabularySize } = network.config;
  const sequence = [...startTokens, special.noTimestamps, ...textTokens, special.endOfText];
  const attentionLayers = [...new Set(alignmentHeads.map(([layer]) => layer))];
  const options = { attentionLayers, signal };
  const { logits, crossAttentions } = await network.decode(window, [sequence], network.emptyCache(1), options);

  const nTokens = sequence.length;
  const mean = new Float64Array(nTokens * nPositions);
  for (const [layer, head] of alignmentHeads) {
    const { data, dims } = crossAttentions.get(layer)!;
    const size = nTokens * dims[3]!;
    const weights = croppedWeights(
      (data as Float32Array).subarray(head * size, (head + 1) * size),
      nTokens,
      nPositions,
    );
    standardise(weights, nTokens, nPositions);
    for (let row = 0; row < nTokens; row++) {
      const smooth = medianFilter(weights.subarray(row * nPositions, (row + 1) * nPositions), medianWidth);
      for (let t = 0; t < nPositions; t++)
        mean[row * nPositions + t] = mean[row * nPositions + t]! + smooth[t]! / alignmentHeads.length;
    }
  }
  const first = startTokens.length;
  const cost = mean.subarray(first * nPositions, (nTokens - 1) * nPositions).map((weight) => -weight);
  const nRows = textTokens.length + 1;
  const probabilities = Float32Array.from(textTokens, (token, i) => {
    const row = logits.subarray((first + i) * vocabularySize, (first + i + 1) * vocabularySize);
    return Math.exp(row[token]! - logSumExp(row, 0, special.endOfText));
  });
  return { starts: firstColumns(timeWarp(cost, nRows, nPositions), nRows), probabilities };
}

/** The rows' first `nPositions` weights, scaled to sum to 1: the softmax over these alone. */
function croppedWeights(attention: Float32Array, nTokens: number, nPositions: number): Float32Array {
  const stride = attention.length / nTokens;
  const cropped = new Float32Array(nTokens * nPositions);
  for (let row = 0; row < nTokens; row++) {
    let sum = 0;
    for (let t = 0; t < nPositions; t++) sum += attention[row * stride + t]!;
    for (let t = 0; t < nPositions; t++) cropped[row * nPositions + t] = attention[row * stride + t]! / (sum || 1);
  }
  return cropped;
}

/** To mean 0 and deviation 1 (of the population) over the tokens, in place; a constant column becomes 0. */
function standardise(weights: Float32Array, nTokens: number, nPositions: number): void {
  for (let t = 0; t < nPositions; t++) {
    let sum = 0;
    for (let row = 0; row < nTokens; row++) sum += weights[row * nPositions + t]!;
    const mean = sum / nTokens;
    let squares = 0;
    for (let row = 0; row < nTokens; row++) squares += (weights[row * nPositions + t]! - mean) ** 2;
    const deviation = Math.sqrt(squares / nTokens) || 1;
    for (let row = 0; row < nTokens; row++)
      weights[row * nPositions + t] = (weights[row * nPositions + t]! - mean) / deviation;
  }
}

function firstColumns({ rows, columns }: ReturnType<typeof timeWarp>, nRows: number): Int32Array {
  const first = new Int32Array(nRows).fill(-1);
  for (const [step, row] of rows.entries()) if (first[row]! < 0) first[row] = columns[step]!;
  return first;
}
