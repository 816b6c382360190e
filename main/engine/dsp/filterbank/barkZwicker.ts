import type { FrequencyScale } from '../frequencyScale.ts';

/**
 * Critical-band rate by Zwicker's formula, z = 13·atan(0.00076·f) + 3.5·atan((f/7500)²) Bark, f in Hz ≥ 0.
 * It has no closed inverse: Hz is found by bisection to a relative 1e-14, up to 1 MHz. z rises from 0 towards 25.9.
 * Zwicker & Terhardt, "Analytical expressions for critical-band rate …", JASA 68(5), 1980, eq. 1.
 */
export const barkZwicker: FrequencyScale = {
  fromHz: (hz) => 13 * Math.atan(0.00076 * hz) + 3.5 * Math.atan((hz / 7500) ** 2),
  toHz(bark) {
    let low = 0;
    let high = 1e6;
    for (let i = 0; i < 70; i++) {
      const middle = (low + high) / 2;
      if (barkZwicker.fromHz(middle) < bark) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  },
};
