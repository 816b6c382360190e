import type { ContourCorrection } from '../../../../preload/contract/contours.ts';
import { isEngineLost, studio } from '../../../client/studio.ts';
import { notifyError } from '../../../state/notices.ts';

export interface CorrectedChannel {
  readonly documentId: string;
  readonly trackId: string;
  readonly channel: number;
}

/** One edit. @returns whether anything has changed */
export async function applyCorrections(
  { documentId, trackId, channel }: CorrectedChannel,
  corrections: readonly ContourCorrection[],
): Promise<boolean> {
  const command = { kind: 'contour.correct' as const, trackId, channel, corrections: [...corrections] };
  return (await studio.call['edits.apply']({ documentId, command })).editId !== null;
}

/** For gestures, which have nobody to throw at. */
export async function applyOrTell(to: CorrectedChannel, corrections: readonly ContourCorrection[]): Promise<boolean> {
  try {
    return await applyCorrections(to, corrections);
  } catch (error) {
    if (!isEngineLost(error)) notifyError('Correct by hand', error);
    return false;
  }
}
