/**
 * A region cut at one moment: the exact set of its frequencies there. Only differences of sample numbers enter, so a
 * region moved by whole samples has the very same sections. A shape that begins and ends between two frames would be
 * missed by all of them: its middle then counts for the nearest.
 */
import { curveValue } from '../pointCurve.ts';
import { bandsBetween, intersect, subtract, unite } from './bands.ts';
import type { Bands } from './bands.ts';
import { strokeBands } from './brushSection.ts';
import type { Cells, Harmonics, MaskRegion, Polygon } from './mask.ts';

export interface RegionSection {
  readonly fromSample: number; // nothing lies before
  readonly toSample: number; // exclusive
  /** @param stepSamples distance of the moments that will be asked for */
  bandsAt(sample: number, stepSamples: number): Bands;
}

/** @param region checked: maskJson.ts */
export function regionSection(region: MaskRegion): RegionSection {
  switch (region.kind) {
    case 'rectangle':
      return shape(region.fromSample, region.toSample, () => [region.fLowHz, region.fHighHz]);
    case 'polygon':
      return shape(lowest(region.samples), highest(region.samples), (sample) => polygonBands(region, sample));
    case 'brush': {
      const [from, to] = [lowest(region.samples), highest(region.samples)];
      const { radiusSamples } = region;
      return shape(from - radiusSamples, to + radiusSamples, (sample) => strokeBands(region, sample));
    }
    case 'harmonics':
      return shape(region.samples[0]!, region.samples.at(-1)!, harmonicBands(region));
    case 'cells':
      return cellSection(region);
    case 'union':
    case 'intersection':
    case 'difference':
      return combination(region.kind, region.regions.map(regionSection));
  }
}

function shape(fromSample: number, toSample: number, bandsAt: (sample: number) => Bands): RegionSection {
  return {
    fromSample,
    toSample,
    bandsAt(sample, stepSamples) {
      const length = toSample - fromSample;
      if (length < stepSamples) {
        const middle = fromSample + length / 2;
        return Math.abs(sample - middle) <= stepSamples / 2 ? bandsAt(middle) : [];
      }
      return sample >= fromSample && sample < toSample ? bandsAt(sample) : [];
    },
  };
}

function polygonBands({ samples, hz }: Polygon, sample: number): Bands {
  const edges: number[] = [];
  for (let i = 0, before = samples.length - 1; i < samples.length; before = i++) {
    const [from, to] = [samples[before]!, samples[i]!];
    if (from <= sample === to <= sample) continue;
    edges.push(hz[before]! + ((sample - from) / (to - from)) * (hz[i]! - hz[before]!));
  }
  return bandsBetween(edges);
}

function harmonicBands({ samples, hz, firstHarmonic, nHarmonics, bandwidthHz }: Harmonics) {
  const start = samples[0]!;
  const contour = { timesSec: Float64Array.from(samples, (sample) => sample - start), values: Float64Array.from(hz) };
  return (sample: number): Bands => {
    const f0 = curveValue(contour, sample - start);
    let bands: Bands = [];
    for (let i = firstHarmonic; i < firstHarmonic + nHarmonics; i++) {
      bands = unite(bands, bandsBetween([i * f0 - bandwidthHz / 2, i * f0 + bandwidthHz / 2]));
    }
    return bands;
  };
}

function cellSection({ fromSample, stepSamples, binHz, columns }: Cells): RegionSection {
  return shape(fromSample, fromSample + columns.length * stepSamples, (sample) => {
    const column = columns[Math.floor((sample - fromSample) / stepSamples)] ?? [];
    return bandsBetween(column.map((bin) => (bin - 0.5) * binHz));
  });
}

const combiners = { union: unite, intersection: intersect, difference: subtract };

function combination(kind: keyof typeof combiners, parts: readonly RegionSection[]): RegionSection {
  const [first] = parts;
  const froms = parts.map(({ fromSample }) => fromSample);
  const tos = parts.map(({ toSample }) => toSample);
  const [from, to] = {
    union: [lowest(froms), highest(tos)] as const,
    intersection: [highest(froms), lowest(tos)] as const,
    difference: [first!.fromSample, first!.toSample] as const,
  }[kind];
  return {
    fromSample: from,
    toSample: Math.max(from, to),
    bandsAt: (sample, stepSamples) =>
      parts.map((part) => part.bandsAt(sample, stepSamples)).reduce((a, b) => combiners[kind](a, b)),
  };
}

function lowest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

function highest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
