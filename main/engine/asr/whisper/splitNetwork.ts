/**
 * The layout of the shipped model: the encoder also gives the keys and values of the decoder's cross-attention
 * (present.{layer}.encoder.*), and one decoder graph takes any number of tokens after any cache, the empty one too.
 * All hypotheses share the keys and values of their window: the graph folds rows into the queries.
 * How it is made: training/whisper/whisper_graphs.py.
 */
import { EngineError } from '../../core/errors.ts';
import type { Session, Tensor } from '../../core/session.ts';
import type { WhisperConfig } from './whisperConfig.ts';
import type { DecoderCache, DecoderOutput, WhisperNetwork } from './whisperNetwork.ts';

const parts = ['key', 'value'] as const;

/** @throws EngineError E_MODEL_INVALID: the graphs lack an input or output of this layout */
export function createSplitNetwork(encoder: Session, decoder: Session, config: WhisperConfig): WhisperNetwork {
  const layers = Array.from({ length: config.decoderLayers }, (_, layer) => layer);
  const keys = layers.flatMap((layer) => parts.map((part) => ({ layer, part })));
  const crossOutputs = keys.map(({ layer, part }) => `present.${layer}.encoder.${part}`);
  const selfOutputs = keys.map(({ layer, part }) => `present.${layer}.decoder.${part}`);
  requireNames('encoder', 'inputs', encoder.inputs, ['input_features']);
  requireNames('encoder', 'outputs', encoder.outputs, crossOutputs);
  requireNames('decoder', 'inputs', decoder.inputs, ['input_ids', ...[...crossOutputs, ...selfOutputs].map(pastName)]);
  requireNames('decoder', 'outputs', decoder.outputs, ['logits', ...selfOutputs]);
  const outputs = new Set(decoder.outputs.map(({ name }) => name));

  return {
    config,
    hasCrossAttentions: layers.every((layer) => outputs.has(attentionName(layer))),
    async encode(mel, signal) {
      const nFrames = mel.length / config.nMels;
      const feeds = { input_features: { type: 'float32', data: mel, dims: [1, config.nMels, nFrames] } as const };
      return { tensors: renamed(await encoder.run(feeds, signal, crossOutputs), crossOutputs) };
    },
    emptyCache(rows) {
      const empty: Tensor = {
        type: 'float32',
        data: new Float32Array(0),
        dims: [rows, config.decoderHeads, 0, config.headSize],
      };
      return { rows, length: 0, tensors: Object.fromEntries(selfOutputs.map((name) => [pastName(name), empty])) };
    },
    async decode(window, tokens, cache, { attentionLayers = [], signal } = {}): Promise<DecoderOutput> {
      const input = inputIds(tokens, cache);
      const wanted = ['logits', ...selfOutputs, ...attentionLayers.map(attentionName)];
      const found = await decoder.run({ input_ids: input, ...window.tensors, ...cache.tensors }, signal, wanted);
      const nTokens = input.dims[1]!;
      return {
        logits: floats(found['logits'], 'logits').data as Float32Array,
        cache: { rows: cache.rows, length: cache.length + nTokens, tensors: renamed(found, selfOutputs) },
        crossAttentions: new Map(
          attentionLayers.map((layer) => [layer, floats(found[attentionName(layer)], attentionName(layer))]),
        ),
      };
    },
  };
}

function attentionName(layer: number): string {
  return `cross_attentions.${layer}`;
}

function pastName(present: string): string {
  return present.replace('present', 'past_key_values');
}

function renamed(found: Readonly<Record<string, Tensor>>, names: readonly string[]): Record<string, Tensor> {
  return Object.fromEntries(names.map((name) => [pastName(name), floats(found[name], name)]));
}

function inputIds(tokens: readonly (readonly number[])[], cache: DecoderCache): Tensor {
  const nTokens = tokens[0]?.length ?? 0;
  if (nTokens === 0 || tokens.length !== cache.rows || tokens.some((row) => row.length !== nTokens))
    throw new EngineError(
      'E_SHAPE',
      `tokens has rows of ${tokens.map((row) => row.length).join(', ')}; a cache of ${cache.rows} rows wants as many, equally long`,
    );
  const data = BigInt64Array.from(tokens.flat(), (token) => BigInt(token));
  return { type: 'int64', data, dims: [cache.rows, nTokens] };
}

function floats(tensor: Tensor | undefined, name: string): Tensor {
  if (!(tensor?.data instanceof Float32Array))
    throw new EngineError('E_MODEL_INVALID', `the graph gives no float32 ${name}`);
  return tensor;
}

function requireNames(graph: string, kind: string, infos: Session['inputs'], names: readonly string[]): void {
  const found = new Set(infos.map(({ name }) => name));
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) throw new EngineError('E_MODEL_INVALID', `the ${graph}'s ${kind} lack ${missing.join(', ')}`);
}
