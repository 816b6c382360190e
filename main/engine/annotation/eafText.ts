/** The XML of ELAN documents: ids for annotations and time slots, tiers, types, vocabularies. */
import { tierRelations, type AnnotationTier, type TierRelation, type Vocabulary } from './annotationDocument.ts';
import type { PlacedAnnotation, TimeSlot } from './eafHierarchy.ts';
import { eafRelations } from './readEaf.ts';
import { escapeXml } from './xml.ts';

/** A tier with its name, parent and relation as they are written. */
export interface PlacedTier {
  readonly tier: AnnotationTier;
  readonly annotations: readonly PlacedAnnotation[];
}

export interface EafIds {
  readonly slots: ReadonlyMap<TimeSlot, string>; // in the order of time
  readonly annotations: ReadonlyMap<PlacedAnnotation, string>;
}

export function numberAll(tiers: readonly PlacedTier[]): EafIds {
  const annotations = tiers.flatMap((tier) => tier.annotations);
  const slots = new Set(annotations.flatMap(({ place }) => (place.kind === 'aligned' ? place.slots : [])));
  const inTime = [...slots].sort((a, b) => a.ms - b.ms);
  return {
    slots: new Map(inTime.map((slot, s) => [slot, `ts${s + 1}`])),
    annotations: new Map(annotations.map((annotation, a) => [annotation, `a${a + 1}`])),
  };
}

export function timeOrderText({ slots }: EafIds): string {
  const lines = [...slots].map(([{ ms }, id]) => `<TIME_SLOT TIME_SLOT_ID="${id}" TIME_VALUE="${ms}"/>\n`);
  return `<TIME_ORDER>\n${lines.join('')}</TIME_ORDER>\n`;
}

/** @param languageId of the tier  @param entryIds ids of the entries of its vocabulary, by value */
export function tierText(
  { tier, annotations }: PlacedTier,
  ids: EafIds,
  {
    languageId,
    entryIds,
  }: { readonly languageId?: string | undefined; readonly entryIds: ReadonlyMap<string, string> },
): string {
  const attributes = attributesText({
    LANG_REF: languageId,
    LINGUISTIC_TYPE_REF: typeIdOf(tier),
    PARENT_REF: tier.parent,
    PARTICIPANT: tier.speaker,
    TIER_ID: tier.name,
  });
  const lines = annotations.map((annotation) => {
    const { place, label } = annotation;
    const own = { ANNOTATION_ID: ids.annotations.get(annotation), CVE_REF: entryIds.get(label) };
    const value = `<ANNOTATION_VALUE>${escapeXml(label)}</ANNOTATION_VALUE>`;
    if (place.kind === 'aligned') {
      const [TIME_SLOT_REF1, TIME_SLOT_REF2] = place.slots.map((slot) => ids.slots.get(slot));
      const all = attributesText({ ...own, TIME_SLOT_REF1, TIME_SLOT_REF2 });
      return `<ANNOTATION><ALIGNABLE_ANNOTATION${all}>${value}</ALIGNABLE_ANNOTATION></ANNOTATION>\n`;
    }
    const PREVIOUS_ANNOTATION = place.previous === null ? undefined : ids.annotations.get(place.previous);
    const all = attributesText({ ...own, ANNOTATION_REF: ids.annotations.get(place.parent), PREVIOUS_ANNOTATION });
    return `<ANNOTATION><REF_ANNOTATION${all}>${value}</REF_ANNOTATION></ANNOTATION>\n`;
  });
  return `<TIER${attributes}>\n${lines.join('')}</TIER>\n`;
}

/** One type for every relation and vocabulary that tiers have. */
export function typesText(tiers: readonly AnnotationTier[]): string {
  const types = new Map(tiers.map((tier) => [typeIdOf(tier), tier]));
  return [...types]
    .map(([id, { relation, vocabulary }]) => {
      const isAligned = relation === undefined || relation === 'timeSubdivision' || relation === 'includedIn';
      const attributes = attributesText({
        CONSTRAINTS: relation === undefined ? undefined : eafRelations[relation],
        CONTROLLED_VOCABULARY_REF: vocabulary,
        GRAPHIC_REFERENCES: 'false',
        LINGUISTIC_TYPE_ID: id,
        TIME_ALIGNABLE: String(isAligned),
      });
      return `<LINGUISTIC_TYPE${attributes}/>\n`;
    })
    .join('');
}

/** Of all relations, with a description, as pympi demands. */
export function constraintsText(): string {
  const descriptions: Readonly<Record<TierRelation, string>> = {
    timeSubdivision: 'annotations fill that of the parent without gaps',
    includedIn: 'annotations lie within that of the parent',
    symbolicSubdivision: 'annotations divide that of the parent in order, without times of their own',
    symbolicAssociation: 'one annotation for one of the parent',
  };
  return tierRelations
    .map((relation) => {
      const attributes = { DESCRIPTION: descriptions[relation], STEREOTYPE: eafRelations[relation] };
      return `<CONSTRAINT${attributesText(attributes)}/>\n`;
    })
    .join('');
}

function typeIdOf({ relation, vocabulary }: AnnotationTier): string {
  const base = relation === undefined ? 'default-lt' : eafRelations[relation];
  return vocabulary === undefined ? base : `${base} ${vocabulary}`;
}

/** In the language "und", undetermined. */
export function vocabularyText({ id, description, entries }: Vocabulary): string {
  const lines = entries.map((entry, e) => {
    const value = attributesText({ DESCRIPTION: entry.description, LANG_REF: 'und' });
    return `<CV_ENTRY_ML CVE_ID="${entryId(e)}"><CVE_VALUE${value}>${escapeXml(entry.value)}</CVE_VALUE></CV_ENTRY_ML>\n`;
  });
  const text = description === undefined ? '' : `<DESCRIPTION LANG_REF="und">${escapeXml(description)}</DESCRIPTION>\n`;
  return `<CONTROLLED_VOCABULARY${attributesText({ CV_ID: id })}>\n${text}${lines.join('')}</CONTROLLED_VOCABULARY>\n`;
}

export function entryId(index: number): string {
  return `cveid${index}`;
}

/** Those that are there, each after a space. */
export function attributesText(attributes: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escapeXml(value)}"`))
    .join('');
}
