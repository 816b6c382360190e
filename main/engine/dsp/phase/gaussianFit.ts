/**
 * γ of the Gaussian g(t) = exp(−πt²/γ), t in samples from the middle, whose shape is nearest to a window's: the greatest
 * ⟨w, g⟩/(‖w‖·‖g‖), by golden-section search. Hann gives γ = 0.249·N², Hamming 0.297·N², Blackman 0.177·N²; a Gaussian
 * of σ samples 2πσ².
 *
 * @param w [N], not negative in sum
 * @returns γ in samples²
 */
export function gaussianFit(w: Float64Array): number {
  let weight = 0;
  let first = 0;
  w.forEach((gain, n) => {
    weight += gain;
    first += gain * n;
  });
  const middle = first / weight;
  const likeness = (logGamma: number) => {
    let cross = 0;
    let power = 0;
    for (let n = 0; n < w.length; n++) {
      const g = Math.exp((-Math.PI * (n - middle) ** 2) / Math.exp(logGamma));
      cross += g * w[n]!;
      power += g * g;
    }
    return cross / Math.sqrt(power);
  };
  const golden = (Math.sqrt(5) - 1) / 2;
  let low = 2 * Math.log(w.length) - 8;
  let high = 2 * Math.log(w.length) + 4;
  while (high - low > 1e-9) {
    const [a, b] = [high - golden * (high - low), low + golden * (high - low)];
    if (likeness(a) > likeness(b)) high = b;
    else low = a;
  }
  return Math.exp((low + high) / 2);
}
