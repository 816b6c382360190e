/** Tiers of a timeline as a document of annotations, with what an import kept beside them. */
import { z } from 'zod';
import {
  tierRelations,
  type AnnotationDocument,
  type AnnotationTier,
  type Vocabulary,
} from '../../engine/annotation/annotationDocument.ts';
import { secondsOfSample } from '../../engine/annotation/sampleTime.ts';
import type { TierState } from '../../store/documentState.ts';

/** Parameters and attributes are whatever their makers wrote: what has another form is not there. */
const text = z.string().min(1).optional().catch(undefined);
const hz = z.number().min(0).optional().catch(undefined);
const parameters = z.object({
  language: text,
  speaker: text,
  parent: text,
  relation: z.enum(tierRelations).optional().catch(undefined),
  vocabulary: z
    .object({
      id: z.string(),
      description: z.string().exactOptional(),
      entries: z.array(z.object({ value: z.string(), description: z.string().exactOptional() })),
    })
    .optional()
    .catch(undefined),
});
const attributes = z.object({
  lowHz: hz,
  highHz: hz,
  fields: z.record(z.string(), z.string().min(1)).optional().catch(undefined),
});

export function annotationsOfTiers(
  tiers: readonly TierState[],
  { sampleRateHz, lengthSamples }: { readonly sampleRateHz: number; readonly lengthSamples: number },
): AnnotationDocument {
  const vocabularies = new Map<string, Vocabulary>();
  const seconds = (sample: number) => secondsOfSample(sample, sampleRateHz);
  return {
    startSec: 0,
    endSec: seconds(lengthSamples),
    tiers: tiers.map(({ name, kind, items, parameters: given }): AnnotationTier => {
      const { vocabulary, ...own } = present(parameters.parse(given ?? {}));
      if (vocabulary !== undefined) vocabularies.set(vocabulary.id, vocabulary);
      return {
        kind,
        name,
        ...own,
        ...(vocabulary === undefined ? {} : { vocabulary: vocabulary.id }),
        items: items.map(({ startSample, endSample, label, attributes: beside }) => ({
          startSec: seconds(startSample),
          endSec: seconds(endSample),
          label,
          ...present(attributes.parse(beside ?? {})),
        })),
      };
    }),
    ...(vocabularies.size > 0 ? { vocabularies: [...vocabularies.values()] } : {}),
    notes: [],
  };
}

type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without what is undefined. */
function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
