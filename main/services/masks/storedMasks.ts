/** Masks as they lie in a project: items of a track whose region counts from their start, so that moving one changes nothing else. */
import { z } from 'zod';
import { nameSchema } from '../../../preload/contract/project.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { Mask, MaskRegion } from '../../engine/dsp/mask/mask.ts';
import { checkMask } from '../../engine/dsp/mask/maskJson.ts';
import { regionSection } from '../../engine/dsp/mask/regionSection.ts';
import { shiftMask, shiftRegion } from '../../engine/dsp/mask/shiftMask.ts';
import type { TrackItemRow } from '../../store/documentState.ts';

const payloadSchema = z.strictObject({ name: nameSchema, mask: z.unknown() });

export interface NamedMask {
  readonly name: string;
  readonly mask: Mask;
}

/** What the item holds, on the clock of the document. @throws EngineError E_PROJECT_CORRUPT */
export function storedMask({ itemId, startSample, payload }: TrackItemRow): NamedMask {
  const { name, mask } = payloadOf(itemId, payload);
  return { name, mask: shiftMask(mask, startSample) };
}

/** @throws EngineError E_PARAM: the mask breaks a rule or covers nothing */
export function maskItem(itemId: string, { name, mask: unchecked }: NamedMask): TrackItemRow {
  const mask = checkMask(unchecked);
  const { fromSample, toSample } = regionSection(mask.region);
  if (!(toSample > fromSample && toSample > 0))
    throw new EngineError('E_PARAM', `mask.region covers nothing from sample 0 on: it lies before ${toSample}`);
  const startSample = Math.max(0, Math.floor(fromSample));
  const payload = { name, mask: shiftMask(mask, -startSample) };
  known.set(payload, payload);
  return {
    itemId,
    kind: 'mask',
    startSample,
    endSample: Math.max(startSample + 1, Math.ceil(toSample)),
    payload,
  };
}

/** The same mask with another region; null: nothing of it is left. @throws EngineError E_PROJECT_CORRUPT */
export function changeRegion(
  item: TrackItemRow,
  change: (region: MaskRegion) => MaskRegion | null,
): TrackItemRow | null {
  const { itemId, startSample, payload } = item;
  const { name, mask } = payloadOf(itemId, payload);
  const before = shiftRegion(mask.region, startSample);
  const region = change(before);
  if (region === before) return item;
  return region === null ? null : maskItem(itemId, { name, mask: { ...mask, region } });
}

/** Items are never changed, only replaced: they are read at every edit that moves them. */
const known = new WeakMap<object, NamedMask>();

function payloadOf(itemId: string, payload: unknown): NamedMask {
  const found = typeof payload === 'object' && payload !== null ? known.get(payload) : undefined;
  if (found !== undefined) return found;
  try {
    const { name, mask } = payloadSchema.parse(payload);
    const read = { name, mask: checkMask(mask) };
    known.set(payload as object, read);
    return read;
  } catch (cause) {
    throw new EngineError('E_PROJECT_CORRUPT', `item ${itemId} must hold a mask with a name`, { cause });
  }
}
