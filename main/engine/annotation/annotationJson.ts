/**
 * Annotations as JSON. Our own form is the document as it is, with `"format": "phonoscope-annotations"`; what
 * transcribers write is read too: an array, or an object with `segments` (and their `words`), of start, end and text.
 */
import { z } from 'zod';
import { EngineError } from '../core/errors.ts';
import { tierRelations, type AnnotationDocument, type WrittenAnnotations } from './annotationDocument.ts';
import { inOrder } from './arrangeItems.ts';
import { tiersOfRows, type ItemRow } from './itemRows.ts';
import type { AnnotationText } from './readAnnotationText.ts';
import { encodeText } from './textEncoding.ts';

const format = 'phonoscope-annotations';
const finite = z.number();
const item = z
  .strictObject({
    startSec: finite,
    endSec: finite,
    label: z.string(),
    lowHz: finite.exactOptional(),
    highHz: finite.exactOptional(),
    fields: z.record(z.string(), z.string().min(1)).exactOptional(),
  })
  .refine(({ startSec, endSec }) => endSec >= startSec, 'endSec must be ≥ startSec');
const tier = z.strictObject({
  kind: z.enum(['interval', 'point']),
  name: z.string(),
  language: z.string().exactOptional(),
  speaker: z.string().exactOptional(),
  parent: z.string().exactOptional(),
  relation: z.enum(tierRelations).exactOptional(),
  vocabulary: z.string().exactOptional(),
  items: z.array(item),
});
const vocabulary = z.strictObject({
  id: z.string(),
  description: z.string().exactOptional(),
  entries: z.array(z.strictObject({ value: z.string(), description: z.string().exactOptional() })),
});
const ownForm = z.strictObject({
  format: z.literal(format),
  version: z.literal(1),
  startSec: finite,
  endSec: finite.nullable(),
  tiers: z.array(tier),
  vocabularies: z.array(vocabulary).exactOptional(),
});

const spoken = { start: finite, end: finite };
const word = z.object({ ...spoken, word: z.string() });
const segment = z.object({
  ...spoken,
  text: z.string().optional(),
  label: z.string().optional(),
  words: z.array(word).optional(),
});
const transcript = z.union([
  z.array(segment),
  z.object({ segments: z.array(segment) }).transform(({ segments }) => segments),
]);

/** @param name of the tier of a transcript  @throws EngineError E_FORMAT, with the line or the path of the value */
export function readJson({ text, notes }: AnnotationText, name: string): AnnotationDocument {
  const value = parse(text);
  const isOwn = typeof value === 'object' && value !== null && 'format' in value && value.format === format;
  if (!isOwn) return { startSec: 0, endSec: null, tiers: transcriptTiers(checked(transcript, value), name), notes };
  const { format: _, version: __, tiers, ...document } = checked(ownForm, value);
  return { ...document, tiers: tiers.map((one) => ({ ...one, items: inOrder(one.items) })), notes };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const found = error instanceof Error ? error.message : 'it cannot be parsed';
    throw new EngineError('E_FORMAT', `no JSON: ${found.slice(0, 200)}`);
  }
}

function checked<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue!.path.join('.').slice(0, 80);
  throw new EngineError('E_FORMAT', `${path === '' ? 'the JSON' : path}: ${issue!.message.slice(0, 200)}`);
}

function transcriptTiers(segments: z.infer<typeof segment>[], name: string) {
  const row = (tierName: string, start: number, end: number, label: string): ItemRow => {
    if (end < start) throw new EngineError('E_FORMAT', `a segment ends at ${end} s, before its start at ${start} s`);
    return { tier: { name: tierName }, item: { startSec: start, endSec: end, label: label.trim() } };
  };
  return tiersOfRows([
    ...segments.map(({ start, end, text, label }) => row(name, start, end, text ?? label ?? '')),
    ...segments.flatMap(({ words = [] }) =>
      words.map(({ start, end, word: label }) => row('words', start, end, label)),
    ),
  ]);
}

/** In UTF-8; holds everything. */
export function writeJson({ startSec, endSec, tiers, vocabularies }: AnnotationDocument): WrittenAnnotations {
  const document = {
    format,
    version: 1,
    startSec,
    endSec,
    tiers,
    ...(vocabularies === undefined ? {} : { vocabularies }),
  };
  return { bytes: encodeText(`${JSON.stringify(document, null, 1)}\n`, 'utf-8'), notes: [] };
}
