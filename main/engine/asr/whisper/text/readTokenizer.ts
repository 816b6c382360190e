/** The vocabulary out of a Hugging Face tokenizer.json, which may come from anywhere: its shape is checked. */
import { z } from 'zod';
import { EngineError } from '../../../core/errors.ts';

const id = z.number().int().min(0).max(1_000_000);
const schema = z.object({
  added_tokens: z.array(z.object({ id, content: z.string() })),
  model: z.object({ vocab: z.record(z.string(), id) }),
});

/** @returns id of each token, special ones included. @throws EngineError E_MODEL_INVALID with the field and its fault */
export function readTokenizer(text: string): Map<string, number> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new EngineError('E_MODEL_INVALID', `tokenizer.json is not JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new EngineError('E_MODEL_INVALID', `tokenizer.json: ${issue!.path.join('.')}: ${issue!.message}`);
  }
  const { added_tokens: added, model } = parsed.data;
  const vocabulary = new Map(Object.entries(model.vocab));
  for (const token of added) vocabulary.set(token.content, token.id);
  return vocabulary;
}
