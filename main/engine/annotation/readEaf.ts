/**
 * ELAN's annotation documents (EAF, schemas 2.x and 3.0): tiers of annotations with time slots, or with a reference to an
 * annotation of the parent tier, whose time they share. Labels, times, hierarchy, participants, languages and
 * controlled vocabularies are read; what is not is counted.
 */
import { EngineError } from '../core/errors.ts';
import {
  annotationLimits,
  type AnnotationDocument,
  type AnnotationTier,
  type TierRelation,
  type Vocabulary,
} from './annotationDocument.ts';
import { inOrder } from './arrangeItems.ts';
import { alignAnnotations, alignReferences, readTimeSlots, type EafAnnotation, type TimeSpan } from './eafTimes.ts';
import { Losses } from './losses.ts';
import type { AnnotationText } from './readAnnotationText.ts';
import { parseXml, type XmlElement } from './xml.ts';

export const eafRelations: Readonly<Record<TierRelation, string>> = {
  timeSubdivision: 'Time_Subdivision',
  includedIn: 'Included_In',
  symbolicSubdivision: 'Symbolic_Subdivision',
  symbolicAssociation: 'Symbolic_Association',
};

/** @throws EngineError E_FORMAT, with the line */
export function readEaf({ text, notes }: AnnotationText): AnnotationDocument {
  const root = parseXml(text);
  if (root.name !== 'ANNOTATION_DOCUMENT')
    throw new EngineError(
      'E_FORMAT',
      `line ${root.line}: the root is <${root.name.slice(0, 40)}>, must be <ANNOTATION_DOCUMENT>`,
    );
  const losses = new Losses();
  const named = (name: string) => root.children.filter((child) => child.name === name);
  const nTiers = named('TIER').length;
  if (nTiers > annotationLimits.maxTiers)
    throw new EngineError('E_FORMAT', `there are ${nTiers} tiers, at most ${annotationLimits.maxTiers} are read`);
  const tiers = named('TIER').map((element) => ({ element, annotations: annotationsOf(element) }));
  const spans = findSpans(tiers, root, losses);
  const types = new Map(
    named('LINGUISTIC_TYPE').map((type) => [type.attributes.get('LINGUISTIC_TYPE_ID'), type.attributes]),
  );
  const vocabularies = named('CONTROLLED_VOCABULARY').map((element) => vocabularyOf(element, losses));
  countUnread(root, losses);
  return {
    startSec: 0,
    endSec: null,
    tiers: tiers.map(({ element, annotations }) => {
      const items = annotations.map(({ id, element: own }) => ({ ...spans.get(id)!, label: valueOf(own) }));
      const type = types.get(element.attributes.get('LINGUISTIC_TYPE_REF'));
      return {
        kind: 'interval',
        name: element.attributes.get('TIER_ID') ?? '',
        ...attributesOf(element, type),
        items: inOrder(items),
      };
    }),
    ...(vocabularies.length > 0 ? { vocabularies } : {}),
    notes: [...notes, ...losses.sentences()],
  };
}

interface EafTier {
  readonly element: XmlElement;
  readonly annotations: readonly EafAnnotation[];
}

function annotationsOf(tier: XmlElement): EafAnnotation[] {
  return tier.children
    .flatMap(({ children }) => children)
    .filter(({ name }) => name === 'ALIGNABLE_ANNOTATION' || name === 'REF_ANNOTATION')
    .map((element) => ({ id: element.attributes.get('ANNOTATION_ID') ?? '', element }));
}

function findSpans(tiers: readonly EafTier[], root: XmlElement, losses: Losses): Map<string, TimeSpan> {
  const child = (name: string) => root.children.find((element) => element.name === name);
  const slots = readTimeSlots(child('TIME_ORDER'), child('HEADER')?.attributes.get('TIME_UNITS') ?? 'milliseconds');
  const spans = new Map<string, TimeSpan>();
  for (const { annotations } of tiers) {
    const aligned = annotations.filter(({ element }) => element.name === 'ALIGNABLE_ANNOTATION');
    losses.add('time', 'not given, spaced evenly', alignAnnotations(aligned, slots, spans));
  }
  let waiting = tiers
    .map(({ annotations }) => annotations.filter(({ element }) => element.name === 'REF_ANNOTATION'))
    .filter(({ length }) => length > 0);
  while (waiting.length > 0) {
    const still = waiting.filter((references) => !alignReferences(references, spans));
    if (still.length === waiting.length) {
      const { line } = still[0]!.find(
        ({ element }) => !spans.has(element.attributes.get('ANNOTATION_REF') ?? ''),
      )!.element;
      throw new EngineError(
        'E_FORMAT',
        `line ${line}: an annotation refers to one that is not there, or that refers back to it`,
      );
    }
    waiting = still;
  }
  return spans;
}

function valueOf(annotation: XmlElement): string {
  return annotation.children.find(({ name }) => name === 'ANNOTATION_VALUE')?.text ?? '';
}

function attributesOf(
  { attributes }: XmlElement,
  type: ReadonlyMap<string, string> | undefined,
): Partial<AnnotationTier> {
  const given = {
    language: attributes.get('LANG_REF') ?? attributes.get('DEFAULT_LOCALE') ?? '',
    speaker: attributes.get('PARTICIPANT') ?? '',
    parent: attributes.get('PARENT_REF') ?? '',
    relation: Object.entries(eafRelations).find(([, name]) => name === type?.get('CONSTRAINTS'))?.[0] ?? '',
    vocabulary: type?.get('CONTROLLED_VOCABULARY_REF') ?? '',
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}

/** Entries with values in several languages (2.8 and later) keep the first. */
function vocabularyOf({ attributes, children }: XmlElement, losses: Losses): Vocabulary {
  const described = children.filter(({ name }) => name === 'DESCRIPTION');
  const description = described[0]?.text ?? attributes.get('DESCRIPTION') ?? '';
  const entries = children
    .filter(({ name }) => name === 'CV_ENTRY' || name === 'CV_ENTRY_ML')
    .map((entry) => {
      const values = entry.name === 'CV_ENTRY' ? [entry] : entry.children.filter(({ name }) => name === 'CVE_VALUE');
      losses.add('vocabulary entry', 'values in further languages are not kept', values.length > 1 ? 1 : 0);
      const text = values[0]?.attributes.get('DESCRIPTION') ?? '';
      return { value: values[0]?.text ?? '', ...(text === '' ? {} : { description: text }) };
    });
  return { id: attributes.get('CV_ID') ?? '', ...(description === '' ? {} : { description }), entries };
}

function countUnread({ children }: XmlElement, losses: Losses): void {
  const header = children.find(({ name }) => name === 'HEADER')?.children ?? [];
  const count = (elements: readonly XmlElement[], name: string, noun: string) => {
    losses.add(noun, 'not kept', elements.filter((element) => element.name === name).length);
  };
  count(header, 'MEDIA_DESCRIPTOR', 'linked recording');
  count(header, 'LINKED_FILE_DESCRIPTOR', 'linked file');
  count(children, 'LICENSE', 'licence');
  count(children, 'LEXICON_REF', 'linked lexicon');
  count(children, 'REF_LINK_SET', 'link set');
  const has = (element: XmlElement, attribute: string) => element.attributes.has(attribute);
  const tiers = children.filter(({ name }) => name === 'TIER');
  losses.add(
    'tier',
    'the annotator is not kept',
    tiers.filter((tier) => (tier.attributes.get('ANNOTATOR') ?? '') !== '').length,
  );
  const annotations = tiers.flatMap((tier) => tier.children.flatMap((annotation) => annotation.children));
  losses.add(
    'annotation',
    'a link to something outside is not kept',
    annotations.filter((one) => has(one, 'EXT_REF') || has(one, 'SVG_REF')).length,
  );
  losses.add(
    'annotation',
    'a language of its own is not kept',
    annotations.filter((one) => has(one, 'LANG_REF')).length,
  );
}
