import type { Biquad } from './biquad.ts';
import { complex, multiply, divide, one } from './complex.ts';
import type { Complex } from './complex.ts';
import { requireAbove, requireWithin } from '../requireInteger.ts';

/** H(exp(2πi·hz/sampleRateHz)) of sections one after the other. @throws EngineError E_PARAM: hz not finite, or no rate */
export function sectionsResponse(sections: readonly Biquad[], hz: number, sampleRateHz: number): Complex {
  requireFrequency(hz, sampleRateHz);
  const w = (2 * Math.PI * hz) / sampleRateHz;
  const at = (c0: number, c1: number, c2: number) =>
    complex(c0 + c1 * Math.cos(w) + c2 * Math.cos(2 * w), -c1 * Math.sin(w) - c2 * Math.sin(2 * w));
  return sections.reduce(
    (total, { b0, b1, b2, a1, a2 }) => multiply(total, divide(at(b0, b1, b2), at(1, a1, a2))),
    one,
  );
}

/** H(exp(2πi·hz/sampleRateHz)) of taps h[0 … nTaps−1]. @throws as sectionsResponse */
export function tapsResponse(taps: Float64Array, hz: number, sampleRateHz: number): Complex {
  requireFrequency(hz, sampleRateHz);
  let [re, im] = [0, 0];
  taps.forEach((tap, n) => {
    const angle = (-2 * Math.PI * hz * n) / sampleRateHz;
    re += tap * Math.cos(angle);
    im += tap * Math.sin(angle);
  });
  return { re, im };
}

function requireFrequency(hz: number, sampleRateHz: number): void {
  requireWithin('hz', hz, -Number.MAX_VALUE);
  requireAbove('sampleRateHz', sampleRateHz, 0);
}
