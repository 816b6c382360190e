/** What must be known of a Whisper model beside its graphs, from Hugging Face's config.json and generation_config.json. */
import { z } from 'zod';
import { EngineError } from '../../core/errors.ts';

export interface WhisperConfig {
  readonly nMels: number; // 80, or 128 from large-v3 on
  readonly nAudioPositions: number; // 1,500 for 30 s
  readonly nTextPositions: number; // 448
  readonly vocabularySize: number;
  readonly decoderLayers: number;
  readonly decoderHeads: number;
  readonly headSize: number;
  /** [layer, head] of the cross-attentions that follow the sound. */
  readonly alignmentHeads: readonly (readonly [number, number])[];
}

const size = z.number().int().min(1).max(1_000_000);
const configSchema = z.object({
  num_mel_bins: size.default(80),
  max_source_positions: size.default(1500),
  max_target_positions: size.default(448),
  vocab_size: size,
  decoder_layers: size,
  decoder_attention_heads: size,
  d_model: size,
});
const index = z.number().int().min(0);
const generationSchema = z.object({ alignment_heads: z.array(z.tuple([index, index])).nullish() });

/**
 * @param generation text of generation_config.json; null: all heads of the upper half of the layers are taken
 * @throws EngineError E_MODEL_INVALID with the field and its fault
 */
export function readWhisperConfig(config: string, generation: string | null): WhisperConfig {
  const model = parse('config.json', config, configSchema);
  const heads =
    generation === null ? null : parse('generation_config.json', generation, generationSchema).alignment_heads;
  const { decoder_layers: decoderLayers, decoder_attention_heads: decoderHeads } = model;
  if (model.d_model % decoderHeads !== 0)
    throw new EngineError('E_MODEL_INVALID', `d_model=${model.d_model} must be a multiple of ${decoderHeads} heads`);
  const outside = heads?.find(([layer, head]) => layer >= decoderLayers || head >= decoderHeads);
  if (outside)
    throw new EngineError(
      'E_MODEL_INVALID',
      `alignment_heads has [${outside.join(', ')}], the model has ${decoderLayers} layers of ${decoderHeads} heads`,
    );
  return {
    nMels: model.num_mel_bins,
    nAudioPositions: model.max_source_positions,
    nTextPositions: model.max_target_positions,
    vocabularySize: model.vocab_size,
    decoderLayers,
    decoderHeads,
    headSize: model.d_model / decoderHeads,
    alignmentHeads: heads ?? upperHeads(decoderLayers, decoderHeads),
  };
}

function upperHeads(layers: number, heads: number): [number, number][] {
  const all: [number, number][] = [];
  for (let layer = Math.floor(layers / 2); layer < layers; layer++)
    for (let head = 0; head < heads; head++) all.push([layer, head]);
  return all;
}

function parse<T>(file: string, text: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new EngineError('E_MODEL_INVALID', `${file} is not JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EngineError('E_MODEL_INVALID', `${file}: ${issue!.path.join('.')}: ${issue!.message}`);
}
