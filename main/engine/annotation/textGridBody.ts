/** What text and binary TextGrids have in common: a time range, then tiers of one class or the other with their items. */
import { EngineError } from '../core/errors.ts';
import { annotationLimits, type AnnotationItem, type AnnotationTier } from './annotationDocument.ts';

/** One value after the other. Errors of these carry the place. */
export interface TextGridInput {
  /** Place of what is read next: "line 3", "byte 80". */
  readonly place: string;
  number(what: string): number;
  count(what: string): number;
  className(what: string): string;
  text(what: string): string;
}

export interface TextGridContent {
  readonly startSec: number;
  readonly endSec: number;
  readonly tiers: readonly AnnotationTier[];
}

export interface OpenTier {
  readonly kind: AnnotationTier['kind'];
  readonly name: string;
  readonly items: AnnotationItem[];
}

/** Boundaries that other programs have rounded may overlap by this. */
const toleranceSec = 1e-6;

/** @throws EngineError E_FORMAT: it is no TextGrid */
export function checkObjectClass(input: TextGridInput): void {
  const { place } = input;
  const name = input.className('the object class');
  if (!/^TextGrid( \d+)?$/.test(name))
    throw new EngineError('E_FORMAT', `${place}: the object class is "${name.slice(0, 40)}", must be "TextGrid"`);
}

/** @throws EngineError E_FORMAT: it ends before it starts */
export function readTimeRange(input: TextGridInput, what: string): { startSec: number; endSec: number } {
  const { place } = input;
  const startSec = input.number(`the start of ${what}`);
  const endSec = input.number(`the end of ${what}`);
  if (endSec < startSec)
    throw new EngineError('E_FORMAT', `${place}: ${what} ends at ${endSec} s, before its start at ${startSec} s`);
  return { startSec, endSec };
}

/** @throws EngineError E_FORMAT: the file ends early or something stands where it must not */
export function readTiers(input: TextGridInput): AnnotationTier[] {
  const nTiers = input.count('the number of tiers');
  const tiers: AnnotationTier[] = [];
  for (let t = 1; t <= nTiers; t++) {
    const tier = readTierHead(input, t);
    const count = input.count(`the size of tier ${t}`);
    for (let i = 1; i <= count; i++) readItem(input, tier, i, t);
    tiers.push(tier);
  }
  return tiers;
}

export function readTierHead(input: TextGridInput, number: number): OpenTier {
  const { place } = input;
  if (number > annotationLimits.maxTiers)
    throw new EngineError('E_FORMAT', `${place}: tier ${number} is one more than ${annotationLimits.maxTiers}`);
  const tierClass = input.className(`the class of tier ${number}`);
  if (tierClass !== 'IntervalTier' && tierClass !== 'TextTier') {
    const found = `the class of tier ${number} is "${tierClass.slice(0, 40)}"`;
    throw new EngineError('E_FORMAT', `${place}: ${found}, must be "IntervalTier" or "TextTier"`);
  }
  const name = input.text(`the name of tier ${number}`);
  readTimeRange(input, `tier ${number}`);
  return { kind: tierClass === 'IntervalTier' ? 'interval' : 'point', name, items: [] };
}

/** Adds the next item to its tier. */
export function readItem(input: TextGridInput, { kind, items }: OpenTier, number: number, tier: number): void {
  const { place } = input;
  const before = items.at(-1);
  if (kind === 'interval') {
    const what = `interval ${number} of tier ${tier}`;
    const range = readTimeRange(input, what);
    items.push({ ...range, label: input.text(`the text of ${what}`) });
    if (before === undefined || range.startSec >= before.endSec - toleranceSec) return;
    const found = `an interval begins at ${range.startSec} s`;
    throw new EngineError('E_FORMAT', `${place}: ${found}, before the end of the one before it at ${before.endSec} s`);
  }
  const timeSec = input.number(`the time of point ${number} of tier ${tier}`);
  items.push({ startSec: timeSec, endSec: timeSec, label: input.text(`the text of point ${number} of tier ${tier}`) });
  if (before === undefined || timeSec >= before.startSec) return;
  throw new EngineError('E_FORMAT', `${place}: a point at ${timeSec} s follows one at ${before.startSec} s`);
}
