import { expect, test } from 'vitest';
import { InverseMdct } from '../../../../main/engine/audio/inverseMdct.ts';

test.each([32, 64, 512])('equals the sum of its definition for M = %i', (size) => {
  const spectrum = Float32Array.from({ length: size }, (_, k) => Math.sin(1 + 7 * k * k));
  const out = new Float32Array(2 * size);
  new InverseMdct(size).transform(spectrum, out);
  for (let n = 0; n < 2 * size; n++) {
    let sum = 0;
    for (let k = 0; k < size; k++) {
      sum += spectrum[k]! * Math.cos((Math.PI / size) * (n + 0.5 + size / 2) * (k + 0.5));
    }
    expect(Math.abs(out[n]! - sum)).toBeLessThan(1e-7 * size);
  }
});
