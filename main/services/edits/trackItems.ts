/** What belongs to places in the sound of a track (corrections by hand, masks) goes where its sound goes. */
import type { TrackItemRow } from '../../store/documentState.ts';
import type { NewId, Span } from './clipLists.ts';
import { cutRegion, insertRegionTime, removeRegionTime, uniteRegions } from '../../engine/dsp/mask/cutRegion.ts';
import { mirrorRegion } from '../../engine/dsp/mask/mirrorRegion.ts';
import { changeRegion } from '../masks/storedMasks.ts';
import { insertTime, removeTime } from './timeLists.ts';

/** A moment at the end of the span belongs to what follows. */
function isWithin({ startSample, endSample }: TrackItemRow, span: Span): boolean {
  return startSample >= span.startSample && startSample < span.endSample && endSample <= span.endSample;
}

const isApart = (item: TrackItemRow, span: Span): boolean =>
  item.startSample >= span.endSample || (item.endSample <= span.startSample && item.startSample < span.startSample);

/** What is left of it beside the span: of a stretch its parts, of a mask one mask. */
export function outside(item: TrackItemRow, span: Span, newId: NewId): readonly TrackItemRow[] {
  if (isApart(item, span)) return [item];
  if (isWithin(item, span)) return [];
  if (item.kind === 'mask') return present(cutOut(item, span));
  const before = item.startSample < span.startSample ? [{ ...item, endSample: span.startSample }] : [];
  const behind =
    item.endSample > span.endSample
      ? [{ ...item, itemId: before.length === 0 ? item.itemId : newId(), startSample: span.endSample }]
      : [];
  return [...before, ...behind];
}

const present = (item: TrackItemRow | null): readonly TrackItemRow[] => (item === null ? [] : [item]);

const cutOut = (item: TrackItemRow, { startSample, endSample }: Span) =>
  changeRegion(item, (region) =>
    uniteRegions([
      cutRegion(region, Number.MIN_SAFE_INTEGER, startSample),
      cutRegion(region, endSample, Number.MAX_SAFE_INTEGER),
    ]),
  );

/** The sound of the span is gone, and nothing moves. */
export function clearItems(items: readonly TrackItemRow[], span: Span, newId: NewId): readonly TrackItemRow[] {
  const left = items.flatMap((item) => outside(item, span, newId));
  return left.length === items.length && left.every((item, i) => item === items[i]) ? items : left;
}

/** The sound of the span is another, in the same time: masks stay. */
export function clearCorrections(items: readonly TrackItemRow[], span: Span, newId: NewId): readonly TrackItemRow[] {
  return items.flatMap((item) => (item.kind === 'mask' ? [item] : outside(item, span, newId)));
}

/** The sound of the span goes, what follows closes the gap; a stretch that reaches over it stays one. */
export function removeItems(items: readonly TrackItemRow[], span: Span): readonly TrackItemRow[] {
  const { startSample, endSample } = span;
  const left = items.filter((item) => !isWithin(item, span));
  const reached = left.filter((item) => item.kind === 'mask' && !isApart(item, span));
  if (reached.length === 0) return removeTime(left, span);
  const masks = reached.flatMap((item) =>
    present(changeRegion(item, (region) => removeRegionTime(region, startSample, endSample))),
  );
  return [
    ...removeTime(
      left.filter((item) => !reached.includes(item)),
      span,
    ),
    ...masks,
  ];
}

/** Time is inserted: a mask that reaches over the place does not cover it. */
export function insertItemTime(
  items: readonly TrackItemRow[],
  atSample: number,
  lengthSamples: number,
): readonly TrackItemRow[] {
  return insertTime(items, atSample, lengthSamples).map((item, i) => {
    const before = items[i];
    const isOver = before?.kind === 'mask' && before.startSample < atSample && before.endSample > atSample;
    if (!isOver) return item;
    return changeRegion(before, (region) => insertRegionTime(region, atSample, lengthSamples)) ?? item;
  });
}

/** Those of the sound in the span; stretches that reach beyond it are cut. */
export function itemsWithin(items: readonly TrackItemRow[], span: Span): readonly TrackItemRow[] {
  return items.flatMap((item) => {
    if (isWithin(item, span)) return [item];
    if (isApart(item, span)) return [];
    if (item.kind === 'mask')
      return present(changeRegion(item, (region) => cutRegion(region, span.startSample, span.endSample)));
    const startSample = Math.max(item.startSample, span.startSample);
    return [{ ...item, startSample, endSample: Math.min(item.endSample, span.endSample) }];
  });
}

/** Copies with ids of their own, moved by `bySamples`. */
export function copyItems(items: readonly TrackItemRow[], bySamples: number, newId: NewId): readonly TrackItemRow[] {
  return items.map((item) => ({
    ...item,
    itemId: newId(),
    startSample: item.startSample + bySamples,
    endSample: item.endSample + bySamples,
  }));
}

/** Pulses lie between samples too, as storedCorrections.ts has them. */
function fractionOf(payload: unknown): number | null {
  const hasFraction = typeof payload === 'object' && payload !== null && 'fraction' in payload;
  return hasFraction && typeof payload.fraction === 'number' ? payload.fraction : null;
}

/** Sample n of the span becomes its sample start + end − 1 − n; what lies behind its last one cannot lie before its first. */
function mirrorItem(item: TrackItemRow, span: Span): TrackItemRow {
  const sum = span.startSample + span.endSample;
  if (item.kind === 'mask') return changeRegion(item, (region) => mirrorRegion(region, sum)) ?? item;
  if (item.startSample !== item.endSample)
    return { ...item, startSample: sum - item.endSample, endSample: sum - item.startSample };
  const fraction = fractionOf(item.payload);
  const whole = sum - 1 - item.startSample;
  if (fraction === null || fraction === 0) return { ...item, startSample: whole, endSample: whole };
  const isAtStart = whole === span.startSample;
  const atSample = isAtStart ? whole : whole - 1;
  const payload = { ...(item.payload as object), fraction: isAtStart ? 0 : 1 - fraction };
  return { ...item, startSample: atSample, endSample: atSample, payload };
}

/** The sound of the span plays backwards. */
export function mirrorItems(items: readonly TrackItemRow[], span: Span, newId: NewId): readonly TrackItemRow[] {
  const inside = itemsWithin(items, span);
  if (inside.length === 0) return items;
  const mirrored = copyItems(inside, 0, newId).map((item) => mirrorItem(item, span));
  return [...clearItems(items, span, newId), ...mirrored];
}
