/** Plays what comes before a place and says when the place is heard, by Date.now(), better and better. */
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { hear } from '../../state/hearing.ts';
import { usePlayback } from '../../state/playback.ts';

const mostReadings = 40;

export interface PreRoll {
  stop(): void;
}

/**
 * @param onTime told every frame while it plays
 * @param onOver it has played, or could not: whatever is to follow follows now
 */
export function playPreRoll(
  document: DocumentInfo,
  span: { readonly startSample: number; readonly endSample: number },
  { onTime, onOver }: { readonly onTime: (ms: number) => void; readonly onOver: (hasPlayed: boolean) => void },
): PreRoll {
  const readings: number[] = [];
  let hasBegun = false;
  const stopFollowing = usePlayback.subscribe(({ state, positionSample, speed }, before) => {
    if (state === 'playing' && positionSample !== null && positionSample !== before.positionSample) {
      hasBegun = true;
      if (positionSample <= span.startSample) return; // the device has not begun yet
      const aheadMs = ((span.endSample - positionSample) / (document.sampleRateHz * speed)) * 1000;
      readings.push(Date.now() + aheadMs);
      if (readings.length > mostReadings) readings.shift();
      onTime(median(readings));
    } else if (state === 'stopped' && before.state !== 'stopped') {
      stopFollowing();
      onOver(hasBegun && readings.length > 0);
    }
  });
  const mix = document.mix;
  if (mix === null) {
    stopFollowing();
    onOver(false);
  } else
    hear({
      sourceId: mix.sourceId,
      sampleRateHz: document.sampleRateHz,
      channels: mix.channels,
      ...span,
      originSample: 0,
      isOnce: true,
    });
  return { stop: stopFollowing };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
