/** When the annotations of an ELAN document are: those without times of their own take them from others. */
import { EngineError } from '../core/errors.ts';
import type { XmlElement } from './xml.ts';

export interface TimeSpan {
  readonly startSec: number;
  readonly endSec: number;
}

/** An ALIGNABLE_ANNOTATION or REF_ANNOTATION. */
export interface EafAnnotation {
  readonly id: string;
  readonly element: XmlElement;
}

/** Seconds of the unit that times are counted in: milliseconds, or frames of PAL and NTSC. */
const unitsSec: Readonly<Record<string, (value: number) => number>> = {
  milliseconds: (value) => value / 1000,
  'PAL-frames': (value) => value / 25,
  'NTSC-frames': (value) => (value * 1001) / 30_000,
};

/** Null: the slot has no time. @throws EngineError E_FORMAT, with the line */
export function readTimeSlots(order: XmlElement | undefined, unit: string): Map<string, number | null> {
  const toSeconds = unitsSec[unit];
  if (toSeconds === undefined)
    throw new EngineError('E_FORMAT', `times count in "${unit.slice(0, 40)}", must in milliseconds or frames`);
  const slots = new Map<string, number | null>();
  for (const { name, attributes, line } of order?.children ?? []) {
    if (name !== 'TIME_SLOT') continue;
    const value = attributes.get('TIME_VALUE');
    if (value !== undefined && !/^\s*\d{1,15}\s*$/.test(value))
      throw new EngineError('E_FORMAT', `line ${line}: a time is "${value.slice(0, 40)}", must be a number of ${unit}`);
    slots.set(attributes.get('TIME_SLOT_ID') ?? '', value === undefined ? null : toSeconds(Number(value)));
  }
  return slots;
}

/**
 * Annotations of one tier with slots. Those between two times that are known share the time evenly, as ELAN shows them.
 * @returns how many slots had to be given a time
 * @throws EngineError E_FORMAT, with the line: a slot is not there, or an end lies before its start
 */
export function alignAnnotations(
  annotations: readonly EafAnnotation[],
  slots: Map<string, number | null>,
  spans: Map<string, TimeSpan>,
): number {
  const slotOf = ({ element: { attributes, line } }: EafAnnotation, which: 1 | 2): string => {
    const slot = attributes.get(`TIME_SLOT_REF${which}`) ?? '';
    if (slots.has(slot)) return slot;
    throw new EngineError('E_FORMAT', `line ${line}: there is no time slot "${slot.slice(0, 40)}"`);
  };
  const byStart = new Map(annotations.map((annotation) => [slotOf(annotation, 1), annotation]));
  const dead = new Set<string>(); // slots from which no later time can be reached: looked at once
  let nSpread = 0;
  for (const first of annotations) {
    const startSec = slots.get(slotOf(first, 1)) ?? null;
    if (startSec === null) continue;
    const open: string[] = []; // slots without a time, from the end of `first` on
    let slot = slotOf(first, 2);
    while (slots.get(slot) === null && !dead.has(slot) && open.length < annotations.length) {
      open.push(slot);
      const next = byStart.get(slot);
      if (next === undefined) break;
      slot = slotOf(next, 2);
    }
    const endSec = slots.get(slot) ?? null;
    if (endSec === null) {
      for (const one of open) dead.add(one);
      continue;
    }
    open.forEach((one, i) => slots.set(one, startSec + ((endSec - startSec) * (i + 1)) / (open.length + 1)));
    nSpread += open.length;
  }
  for (const annotation of annotations) {
    const [startSec, endSec] = [slots.get(slotOf(annotation, 1)), slots.get(slotOf(annotation, 2))];
    const { line } = annotation.element;
    if (startSec === null || startSec === undefined || endSec === null || endSec === undefined)
      throw new EngineError('E_FORMAT', `line ${line}: an annotation has no time, and none before and after it`);
    if (endSec < startSec)
      throw new EngineError(
        'E_FORMAT',
        `line ${line}: an annotation ends at ${endSec} s, before its start at ${startSec} s`,
      );
    spans.set(annotation.id, { startSec, endSec });
  }
  return nSpread;
}

/**
 * Annotations of one tier that refer to others: those of one parent share its time evenly, in the order in which they
 * name each other.
 * @returns false: a parent has no time yet
 */
export function alignReferences(annotations: readonly EafAnnotation[], spans: Map<string, TimeSpan>): boolean {
  const parentOf = ({ element }: EafAnnotation) => element.attributes.get('ANNOTATION_REF') ?? '';
  if (!annotations.every((annotation) => spans.has(parentOf(annotation)))) return false;
  const byParent = new Map<string, EafAnnotation[]>();
  for (const annotation of annotations) {
    const children = byParent.get(parentOf(annotation)) ?? [];
    children.push(annotation);
    byParent.set(parentOf(annotation), children);
  }
  for (const [parent, children] of byParent) {
    const { startSec, endSec } = spans.get(parent)!;
    const part = (k: number) =>
      k === children.length ? endSec : startSec + ((endSec - startSec) * k) / children.length;
    inChain(children).forEach(({ id }, k) => spans.set(id, { startSec: part(k), endSec: part(k + 1) }));
  }
  return true;
}

/** In the order of PREVIOUS_ANNOTATION; what is in no chain comes last, as in the file. */
function inChain(children: readonly EafAnnotation[]): readonly EafAnnotation[] {
  const next = new Map(children.map((child) => [child.element.attributes.get('PREVIOUS_ANNOTATION'), child]));
  const ordered = new Set<EafAnnotation>();
  for (let child = next.get(undefined); child !== undefined && !ordered.has(child); child = next.get(child.id))
    ordered.add(child);
  for (const child of children) ordered.add(child);
  return [...ordered];
}
