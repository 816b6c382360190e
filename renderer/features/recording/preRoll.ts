/** Plays what comes before a place and says when the place is heard, by Date.now(), better and better. */
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { hear } from '../../state/hearing.ts';
import { usePlayback } from '../../state/playback.ts';

const mostReadings = 40;
/** What the screen and the clocks may be late by; who stops it this near its end waits no longer than that. */
const nearEndMs = 250;

export interface PreRoll {
  stop(): void;
}

/**
 * @param onTime told every frame while it plays
 * @param onOver it has played to its end, or was stopped, or could not: whatever is to follow follows now
 */
export function playPreRoll(
  document: DocumentInfo,
  span: { readonly startSample: number; readonly endSample: number },
  { onTime, onOver }: { readonly onTime: (ms: number) => void; readonly onOver: (hasPlayed: boolean) => void },
): PreRoll {
  const readings: number[] = [];
  const stopFollowing = usePlayback.subscribe(({ state, positionSample, speed }, before) => {
    if (state === 'playing' && positionSample !== null && positionSample !== before.positionSample) {
      if (positionSample <= span.startSample) return; // the device has not begun yet
      const aheadMs = ((span.endSample - positionSample) / (document.sampleRateHz * speed)) * 1000;
      readings.push(Date.now() + aheadMs);
      if (readings.length > mostReadings) readings.shift();
      onTime(median(readings));
    } else if (state === 'stopped' && before.state !== 'stopped') {
      stopFollowing();
      onOver(readings.length > 0 && Date.now() >= median(readings) - nearEndMs);
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
