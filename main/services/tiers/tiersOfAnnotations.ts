/** A document of annotations as tiers of a timeline. What tiers have no place for goes into their parameters and attributes. */
import type { AnnotationDocument, AnnotationItem, AnnotationTier } from '../../engine/annotation/annotationDocument.ts';
import { Losses } from '../../engine/annotation/losses.ts';
import { sampleOfSeconds } from '../../engine/annotation/sampleTime.ts';
import { maxTimelineSamples } from '../../store/rows.ts';
import type { TierItemRow, TierState } from '../../store/documentState.ts';

export interface NewTiers {
  readonly tiers: readonly TierState[];
  /** What did not come along: sentences with counts. */
  readonly notes: readonly string[];
}

const longestName = 200;
const longestLabel = 10_000;

/** @param origin what the tiers came from: kept with each */
export function tiersOfAnnotations(
  document: AnnotationDocument,
  sampleRateHz: number,
  { newId, origin }: { readonly newId: () => string; readonly origin: Readonly<Record<string, string>> },
): NewTiers {
  const losses = new Losses();
  const toSample = (timeSec: number) =>
    sampleOfSeconds(Math.min(timeSec, maxTimelineSamples / sampleRateHz), sampleRateHz);
  const itemOf = (item: AnnotationItem, kind: TierState['kind']): TierItemRow | null => {
    if (item.endSec < 0 || item.startSec * sampleRateHz >= maxTimelineSamples) {
      losses.add('label', 'outside of the timeline, left out');
      return null;
    }
    if (item.startSec < 0) losses.add('label', 'cut at the start of the timeline');
    const startSample = toSample(Math.max(0, item.startSec));
    const endSample = kind === 'point' ? startSample : toSample(item.endSec);
    if (kind === 'interval' && endSample <= startSample) losses.add('interval', 'shorter than a sample, lasts one');
    if (item.label.length > longestLabel) losses.add('label', `cut to ${longestLabel} characters`);
    return {
      itemId: newId(),
      startSample,
      endSample: kind === 'interval' ? Math.max(endSample, startSample + 1) : endSample,
      label: item.label.slice(0, longestLabel).toWellFormed(),
      attributes: attributesOf(item),
    };
  };
  const tiers = document.tiers.map((tier): TierState => {
    const name = tier.name.trim().slice(0, longestName).toWellFormed() || 'Labels';
    if (name !== tier.name) losses.add('tier', 'renamed: a name has 1 to 200 characters');
    const items = tier.items.flatMap((item) => itemOf(item, tier.kind) ?? []);
    return {
      tierId: newId(),
      name,
      kind: tier.kind,
      origin: 'user',
      parameters: { ...origin, ...parametersOf(tier, document) },
      items,
    };
  });
  return { tiers, notes: losses.sentences() };
}

function attributesOf({ lowHz, highHz, fields }: AnnotationItem): TierItemRow['attributes'] {
  const own = { lowHz, highHz, fields };
  const there = Object.entries(own).filter(([, value]) => value !== undefined);
  return there.length === 0 ? null : Object.fromEntries(there);
}

function parametersOf(
  tier: AnnotationTier,
  { vocabularies = [] }: AnnotationDocument,
): Readonly<Record<string, unknown>> {
  const { language, speaker, parent, relation } = tier;
  const vocabulary = vocabularies.find(({ id }) => id === tier.vocabulary);
  const own = { language, speaker, parent, relation, vocabulary };
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
}
