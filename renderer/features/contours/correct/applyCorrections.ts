import type { ContourCorrection } from '../../../../preload/contract/contours.ts';
import { isEngineLost, studio } from '../../../client/studio.ts';
import { pitchParamsOf, useContourSettings } from '../../../state/contourSettings.ts';
import { notifyError } from '../../../state/notices.ts';

export interface CorrectedChannel {
  readonly documentId: string;
  readonly sourceId: string;
  readonly trackId: string;
  readonly channel: number;
}

const isOfPulses = ({ kind }: ContourCorrection) => kind === 'addPulse' || kind === 'removePulse';

/** One edit, unless no frame would change. @returns whether anything has changed */
export async function applyCorrections(
  { documentId, sourceId, trackId, channel }: CorrectedChannel,
  corrections: readonly ContourCorrection[],
): Promise<boolean> {
  if (!corrections.some(isOfPulses)) {
    const pitch = pitchParamsOf(useContourSettings.getState().settings);
    const asked = { sourceId, channel, pitch, corrections: [...corrections] };
    if ((await studio.call['contours.effect'](asked)).nFrames === 0) return false;
  }
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
