import { decimalsOf, multiplesWithin, niceStep } from '../../shared/axis/niceStep.ts';
import type { TimeTick } from '../../shared/axis/timeTicks.ts';

const leastLabelPx = 64;

/** Seconds before the newest sound, which is at the right edge: the ruler stands while the picture moves. */
export function liveTicks(spanSec: number, widthPx: number): TimeTick[] {
  const pxPerSec = widthPx / spanSec;
  const step = niceStep(leastLabelPx / pxPerSec);
  const divisions = Number(step.toExponential(0)[0]) === 2 ? 4 : 5;
  const decimals = decimalsOf(step);
  return multiplesWithin(-spanSec, 0, step / divisions).map((n) => {
    const sec = (n * step) / divisions;
    const isLabelled = n % divisions === 0;
    const label = n === 0 ? '0' : `−${(-sec).toFixed(decimals)}`;
    return { px: (sec + spanSec) * pxPerSec, label: isLabelled ? label : '', isCarry: n === 0 };
  });
}
