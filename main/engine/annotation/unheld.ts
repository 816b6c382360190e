/** What of a document a format has no place for, counted before it is written. */
import type { AnnotationDocument, AnnotationTier } from './annotationDocument.ts';
import { Losses } from './losses.ts';

/** What a format can hold beside times and labels. */
export interface FormatHolds {
  /** Any number with names; one list without a name; or one for each speaker, named after him or her. */
  readonly tiers: 'all' | 'none' | 'speakers';
  readonly points: boolean;
  readonly frequencies: boolean;
  readonly language: boolean;
  readonly speaker: boolean;
  readonly parent: boolean;
  readonly vocabularies: boolean;
  /** Names of the fields, or all. */
  readonly fields: readonly string[] | 'all';
}

/** Times and labels in one list: what is more, each format adds. */
export const labelsAlone: FormatHolds = {
  tiers: 'none',
  points: false,
  frequencies: false,
  language: false,
  speaker: false,
  parent: false,
  vocabularies: false,
  fields: [],
};

export function unheld({ tiers, vocabularies }: AnnotationDocument, holds: FormatHolds): Losses {
  const losses = new Losses();
  const items = tiers.flatMap((tier) => tier.items);
  if (holds.tiers === 'none' || (holds.tiers === 'speakers' && !areNamedAfterSpeakers(tiers))) {
    if (tiers.length > 1) losses.add('tier', 'joined into one list, their names are not kept', tiers.length);
    else losses.add('tier', 'the name is not kept', tiers.length);
  }
  if (!holds.frequencies)
    losses.add('frequency range', 'not kept', items.filter((item) => 'lowHz' in item || 'highHz' in item).length);
  const lost = (isHeld: boolean, name: string, has: (tier: AnnotationTier) => unknown) => {
    if (!isHeld) losses.add('tier', `the ${name} is not kept`, tiers.filter((tier) => has(tier) !== undefined).length);
  };
  lost(holds.language, 'language', ({ language }) => language);
  lost(holds.speaker, 'speaker', ({ speaker }) => speaker);
  lost(holds.parent, 'parent tier', ({ parent }) => parent);
  lost(holds.vocabularies, 'vocabulary', ({ vocabulary }) => vocabulary);
  if (!holds.vocabularies) losses.add('controlled vocabulary', 'not kept', vocabularies?.length ?? 0);
  if (holds.fields !== 'all')
    for (const { fields } of items)
      for (const name of Object.keys(fields ?? {}))
        if (!holds.fields.includes(name)) losses.add('item', `the field "${name.slice(0, 40)}" is not kept`);
  return losses;
}

function areNamedAfterSpeakers(tiers: readonly AnnotationTier[]): boolean {
  const speakers = new Set(tiers.map(({ speaker }) => speaker));
  return speakers.size === tiers.length && tiers.every(({ name, speaker }) => speaker === name);
}
