import type { MaskRegion } from '../../../../../main/engine/dsp/mask/mask.ts';

/** Whether a point lies in a region, asked point by point, with none of the sections of the engine. */
export function contains(region: MaskRegion, sample: number, hz: number): boolean {
  switch (region.kind) {
    case 'rectangle':
      return sample >= region.fromSample && sample < region.toSample && hz >= region.fLowHz && hz < region.fHighHz;
    case 'polygon': {
      let crossings = 0; // of a ray to the right
      region.samples.forEach((s1, i) => {
        const j = (i + 1) % region.samples.length;
        const [f1, s2, f2] = [region.hz[i]!, region.samples[j]!, region.hz[j]!];
        if (f1 > hz !== f2 > hz && sample + 1e-9 < s1 + ((hz - f1) / (f2 - f1)) * (s2 - s1)) crossings++;
      });
      return crossings % 2 === 1;
    }
    case 'brush': {
      const place = (i: number) => [
        (region.samples[i]! - sample) / region.radiusSamples,
        (region.hz[i]! - hz) / region.radiusHz,
      ];
      return region.samples.some((_, i) => {
        const [p, q] = [place(i), place(Math.min(i + 1, region.samples.length - 1))];
        const [du, dv] = [q[0]! - p[0]!, q[1]! - p[1]!];
        const length = du * du + dv * dv;
        const along = length > 0 ? Math.max(0, Math.min(1, -(p[0]! * du + p[1]! * dv) / length)) : 0;
        return Math.hypot(p[0]! + along * du, p[1]! + along * dv) < 1;
      });
    }
    case 'harmonics': {
      const { samples, firstHarmonic, nHarmonics, bandwidthHz } = region;
      const right = samples.findIndex((s) => s > sample);
      if (right <= 0) return false;
      const phase = (sample - samples[right - 1]!) / (samples[right]! - samples[right - 1]!);
      const f0 = (1 - phase) * region.hz[right - 1]! + phase * region.hz[right]!;
      return Array.from({ length: nHarmonics }, (_, i) => (firstHarmonic + i) * f0).some(
        (centre) => Math.abs(hz - centre) < bandwidthHz / 2,
      );
    }
    case 'cells': {
      const column = region.columns[Math.floor((sample - region.fromSample) / region.stepSamples)] ?? [];
      const bin = hz / region.binHz + 0.5;
      return column.some((from, i) => i % 2 === 0 && bin >= from && bin < column[i + 1]!);
    }
    case 'union':
      return region.regions.some((part) => contains(part, sample, hz));
    case 'intersection':
      return region.regions.every((part) => contains(part, sample, hz));
    case 'difference':
      return region.regions.every((part, i) => contains(part, sample, hz) === (i === 0));
  }
}
