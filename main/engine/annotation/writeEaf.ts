/**
 * ELAN annotation documents, schema 3.0. A tier with a parent is written so if its items lie in those of the parent as its
 * relation has it; else it stands alone, and that is counted. Times are whole milliseconds.
 */
import type { AnnotationDocument, AnnotationItem, AnnotationTier, WrittenAnnotations } from './annotationDocument.ts';
import { separateTiers } from './arrangeItems.ts';
import { toMilliseconds } from './cues.ts';
import { aligned, fitChildren, type PlacedAnnotation } from './eafHierarchy.ts';
import {
  attributesText,
  constraintsText,
  entryId,
  numberAll,
  tierText,
  timeOrderText,
  typesText,
  vocabularyText,
  type PlacedTier,
} from './eafText.ts';
import { plainLabel } from './labelText.ts';
import type { Losses } from './losses.ts';
import { encodeText } from './textEncoding.ts';
import { labelsAlone, unheld, type FormatHolds } from './unheld.ts';

export const eafHolds: FormatHolds = {
  ...labelsAlone,
  tiers: 'all',
  language: true,
  speaker: true,
  parent: true,
  vocabularies: true,
};

/** @param options.date when it is written, ISO 8601  @throws EngineError E_PARAM: a time is negative */
export function writeEaf(document: AnnotationDocument, { date = '1970-01-01T00:00:00Z' } = {}): WrittenAnnotations {
  const losses = unheld(document, eafHolds);
  const plain = plainTexts(document, losses);
  const vocabularies = plain.vocabularies ?? [];
  const tiers = placeTiers(namedTiers(separateTiers(plain.tiers, losses), vocabularies, losses), losses);
  const languageIds = languageIdsOf(plain, losses);
  const ids = numberAll(tiers);
  const entryIds = new Map(
    vocabularies.map(({ id, entries }) => [id, new Map(entries.map(({ value }, e) => [value, entryId(e)]))]),
  );
  const tierTexts = tiers.map((placed) =>
    tierText(placed, ids, {
      languageId: languageIds.get(placed.tier.language ?? ''),
      entryIds: entryIds.get(placed.tier.vocabulary ?? '') ?? new Map<string, string>(),
    }),
  );
  const languages = new Set([...languageIds.values(), ...(vocabularies.length > 0 ? ['und'] : [])]);
  const root = attributesText({
    AUTHOR: '',
    DATE: date,
    FORMAT: '3.0',
    VERSION: '3.0',
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:noNamespaceSchemaLocation': 'http://www.mpi.nl/tools/elan/EAFv3.0.xsd',
  });
  const text = [
    `<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT${root}>\n`,
    '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>\n',
    timeOrderText(ids),
    ...tierTexts,
    typesText(tiers.map(({ tier }) => tier)),
    ...[...languages].map((id) => `<LANGUAGE${attributesText({ LANG_ID: id, LANG_LABEL: id })}/>\n`),
    constraintsText(),
    ...vocabularies.map(vocabularyText),
    '</ANNOTATION_DOCUMENT>\n',
  ];
  return { bytes: encodeText(text.join(''), 'utf-8'), notes: losses.sentences() };
}

/** Every text without what XML cannot hold. */
function plainTexts(document: AnnotationDocument, losses: Losses): AnnotationDocument {
  const clean = <T extends object>(texts: T): T =>
    Object.fromEntries(
      Object.entries(texts).map(([key, value]) => [
        key,
        typeof value === 'string' ? plainLabel(value, losses) : (value as unknown),
      ]),
    ) as T;
  const { tiers, vocabularies = [] } = document;
  return {
    ...document,
    tiers: tiers.map((tier) => ({ ...clean(tier), items: tier.items.map(clean) })),
    vocabularies: vocabularies.map((vocabulary) => ({ ...clean(vocabulary), entries: vocabulary.entries.map(clean) })),
  };
}

/** ELAN finds tiers by name; vocabularies must be there. */
function namedTiers(
  tiers: readonly AnnotationTier[],
  vocabularies: readonly { readonly id: string }[],
  losses: Losses,
): AnnotationTier[] {
  const taken = new Set<string>();
  return tiers.map(({ vocabulary, ...tier }) => {
    let name = tier.name === '' ? 'tier' : tier.name;
    for (let n = 2; taken.has(name); n++) name = `${tier.name} (${n})`;
    if (name !== tier.name) losses.add('tier', 'renamed, as a name must be there and be the only one');
    taken.add(name);
    const isThere = vocabularies.some(({ id }) => id === vocabulary);
    if (vocabulary !== undefined && !isThere) losses.add('tier', 'its vocabulary is not in the document, not kept');
    return { ...tier, name, ...(vocabulary !== undefined && isThere ? { vocabulary } : {}) };
  });
}

/** Each tier in its parent, whichever comes first. */
function placeTiers(tiers: readonly AnnotationTier[], losses: Losses): PlacedTier[] {
  const byName = new Map(tiers.map((tier) => [tier.name, tier]));
  const placed = new Map<string, PlacedTier>();
  const place = (tier: AnnotationTier, below: readonly string[]): PlacedTier => {
    const known = placed.get(tier.name);
    if (known !== undefined) return known;
    const { parent: parentName, relation = 'includedIn', ...alone } = tier;
    const path = [...below, tier.name];
    const parent = parentName === undefined || path.includes(parentName) ? undefined : byName.get(parentName);
    const isTooDeep = path.length > 100;
    const annotations =
      parent === undefined || isTooDeep ? null : fitChildren(tier.items, relation, place(parent, path).annotations);
    const result =
      annotations === null
        ? { tier: alone, annotations: placeAlone(tier.items, losses) }
        : { tier: { ...tier, relation }, annotations };
    if (annotations === null && parentName !== undefined)
      losses.add('tier', 'its parent is not kept, as items do not lie in those of the parent');
    if (annotations !== null) countMoved(tier.items, annotations, losses);
    placed.set(tier.name, result);
    return result;
  };
  return tiers.map((tier) => place(tier, []));
}

function countMoved(items: readonly AnnotationItem[], placed: readonly PlacedAnnotation[], losses: Losses): void {
  placed.forEach(({ startSec, endSec, place }, i) => {
    const item = items[i]!;
    if (place.kind === 'reference') return;
    if (item.startSec === item.endSec) losses.add('item', 'too short for ELAN, lasts 1 ms there');
    if (startSec !== item.startSec) losses.add('time', 'rounded to the millisecond');
    if (endSec !== item.endSec && item.startSec !== item.endSec) losses.add('time', 'rounded to the millisecond');
  });
}

/** Whole milliseconds, each at least one long and none before the end of the one before it. */
function placeAlone(items: readonly AnnotationItem[], losses: Losses): PlacedAnnotation[] {
  let free = 0;
  return items.map(({ startSec, endSec, label }) => {
    const startMs = Math.max(free, toMilliseconds(startSec, losses));
    const endMs = endSec === startSec ? startMs : toMilliseconds(endSec, losses);
    if (endMs <= startMs) losses.add('item', 'too short for ELAN, lasts 1 ms there');
    free = Math.max(endMs, startMs + 1);
    return aligned(label, { ms: startMs }, { ms: free });
  });
}

/** By language: what may be an xsd:ID. */
function languageIdsOf({ tiers }: AnnotationDocument, losses: Losses): Map<string, string> {
  const languages = new Set(tiers.flatMap(({ language }) => language ?? []));
  return new Map(
    [...languages].map((language) => {
      const id = language.replace(/[^A-Za-z0-9._-]/g, '_').replace(/^(?![A-Za-z_])/, '_');
      if (id !== language) losses.add('language', 'renamed, as it must be of letters and digits');
      return [language, id];
    }),
  );
}
