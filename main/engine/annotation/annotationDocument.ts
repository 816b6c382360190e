/**
 * Labels on time, as they come and go between programs: what every format of this folder is read into and written from.
 * Times are seconds; a timeline's samples become seconds and seconds samples by `sampleTime.ts`.
 */
export interface AnnotationDocument {
  readonly startSec: number; // 0 unless the file says otherwise
  readonly endSec: number | null; // null: the file does not say
  readonly tiers: readonly AnnotationTier[];
  /** Closed lists of labels that tiers may name. */
  readonly vocabularies?: readonly Vocabulary[];
  /** What was in the file and is not in here, or had to be guessed: sentences with counts. */
  readonly notes: readonly string[];
}

export interface AnnotationTier {
  readonly kind: 'interval' | 'point';
  readonly name: string;
  readonly items: readonly AnnotationItem[]; // by start
  readonly language?: string; // as the file names it, mostly ISO 639-3 or BCP 47
  readonly speaker?: string;
  readonly parent?: string; // name of the tier that this one divides or comments
  /** How items lie in those of the parent; ELAN's stereotypes. */
  readonly relation?: TierRelation;
  readonly vocabulary?: string; // id of one of the document's
}

export const tierRelations = [
  'timeSubdivision', // they fill it without gaps
  'includedIn', // they lie within it
  'symbolicSubdivision', // they divide it in order, without times of their own
  'symbolicAssociation', // one for one, with its times
] as const;
export type TierRelation = (typeof tierRelations)[number];

export interface AnnotationItem {
  readonly startSec: number;
  readonly endSec: number; // ≥ startSec; equal in a tier of points
  readonly label: string;
  readonly lowHz?: number;
  readonly highHz?: number; // ≥ lowHz
  /** What else the format tells of it: columns of a table, the id of a cue. No value is empty. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a field of the item holds; nothing if it has none of that name. */
export function fieldOf({ fields }: AnnotationItem, name: string): string {
  return fields !== undefined && Object.hasOwn(fields, name) ? fields[name]! : '';
}

export interface Vocabulary {
  readonly id: string;
  readonly description?: string;
  readonly entries: readonly { readonly value: string; readonly description?: string }[];
}

/** What is longer or holds more is refused. */
export const annotationLimits = { maxBytes: 1 << 26, maxTiers: 2000 } as const;

/** A written file, and what it could not hold: sentences with counts. */
export interface WrittenAnnotations {
  readonly bytes: Uint8Array;
  readonly notes: readonly string[];
}
