import type { Take } from './readTake.ts';

const mostRateError = 0.005; // clocks differ by far less, confused rates by far more

/** What went wrong with a take without spoiling it, as whole sentences with values. */
export function takeWarnings({ header, lostFrames, nOver, unreadBytes, measuredRateHz }: Take): string[] {
  const warnings: string[] = [];
  if (lostFrames > 0)
    warnings.push(`${lostFrames} samples were lost while it was recorded or damaged since: they are silent`);
  if (nOver > 0) warnings.push(`the input was overloaded: ${nOver} samples reach full scale`);
  if (unreadBytes > 0) warnings.push(`${unreadBytes} bytes of the recording's file are damaged or were cut off`);
  const { sampleRateHz } = header;
  if (measuredRateHz !== null && Math.abs(measuredRateHz / sampleRateHz - 1) > mostRateError)
    warnings.push(
      `the device delivered ${measuredRateHz.toFixed(1)} samples a second by the computer's clock, not ${sampleRateHz}`,
    );
  return warnings;
}
