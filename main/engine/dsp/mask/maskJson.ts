/**
 * Masks as text and back. What is read is checked in full before anything is made of it: a project file may hold anything.
 * Sample numbers are integers, so that a moved mask stays the same to the bit.
 */
import { EngineError } from '../../core/errors.ts';
import { brokenRule, checkedList, JsonMembers } from '../../core/jsonMembers.ts';
import type { JsonBudget } from '../../core/jsonMembers.ts';
import type { Mask, MaskRegion } from './mask.ts';

const deepest = 16;
const longestFeather = 2 ** 18;
const mostNumbers = 4_000_000; // of one mask, in all its regions

/** @returns compact JSON */
export function encodeMask(mask: Mask): string {
  return JSON.stringify(checkMask(mask));
}

/** @throws EngineError E_FORMAT: not JSON; as checkMask */
export function decodeMask(text: string): Mask {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new EngineError('E_FORMAT', 'a mask must be JSON', { cause });
  }
  return checkMask(value);
}

/** @returns a copy with the members of a mask and no others. @throws EngineError E_PARAM: the place, the value and the rule */
export function checkMask(value: unknown): Mask {
  const budget = { left: mostNumbers };
  const mask = new JsonMembers('mask', value, budget);
  return {
    region: regionOf('mask.region', mask.get('region'), budget, 1),
    featherSamples: mask.number('featherSamples', { min: 0, max: longestFeather }),
    featherHz: mask.number('featherHz', { min: 0 }),
  };
}

function regionOf(path: string, value: unknown, budget: JsonBudget, depth: number): MaskRegion {
  if (depth > deepest) throw brokenRule(path, 'a region', `nested at most ${deepest} deep`);
  const region = new JsonMembers(path, value, budget);
  const kind = region.get('kind');
  switch (kind) {
    case 'rectangle': {
      const fromSample = region.integer('fromSample');
      const fLowHz = region.number('fLowHz', { min: 0 });
      const toSample = region.integer('toSample', fromSample + 1);
      return { kind, fromSample, toSample, fLowHz, fHighHz: region.number('fHighHz', { above: fLowHz }) };
    }
    case 'polygon':
      return { kind, ...pointsOf(region, 3) };
    case 'brush': {
      const radiusSamples = region.number('radiusSamples', { above: 0 });
      return { kind, ...pointsOf(region, 1), radiusSamples, radiusHz: region.number('radiusHz', { above: 0 }) };
    }
    case 'harmonics': {
      const { samples, hz } = pointsOf(region, 2);
      samples.forEach((sample, i) => {
        if (i > 0 && sample <= samples[i - 1]!)
          throw brokenRule(`${path}.samples[${i}]`, sample, `after ${samples[i - 1]}, the one before`);
        if (hz[i]! <= 0) throw brokenRule(`${path}.hz[${i}]`, hz[i], '> 0');
      });
      const firstHarmonic = region.integer('firstHarmonic', 1);
      const nHarmonics = region.integer('nHarmonics', 1, 1000);
      return { kind, samples, hz, firstHarmonic, nHarmonics, bandwidthHz: region.number('bandwidthHz', { above: 0 }) };
    }
    case 'cells': {
      const columns = region.list('columns', 1).map((column, i) => binsOf(`${path}.columns[${i}]`, column, budget));
      const [fromSample, stepSamples] = [region.integer('fromSample'), region.integer('stepSamples', 1)];
      return { kind, fromSample, stepSamples, binHz: region.number('binHz', { above: 0 }), columns };
    }
    case 'union':
    case 'intersection':
    case 'difference': {
      const regions = region.list('regions', 1);
      return { kind, regions: regions.map((part, i) => regionOf(`${path}.regions[${i}]`, part, budget, depth + 1)) };
    }
    default:
      throw brokenRule(
        `${path}.kind`,
        kind,
        'rectangle, polygon, brush, harmonics, cells, union, intersection or difference',
      );
  }
}

function binsOf(path: string, value: unknown, budget: JsonBudget): number[] {
  const bins = checkedList(path, value, budget);
  if (bins.length % 2 !== 0)
    throw brokenRule(path, `${bins.length} bins`, 'an even number: first and one past the last');
  return bins.map((bin, i) => {
    const least = i === 0 ? 0 : (bins[i - 1] as number) + 1;
    if (!Number.isSafeInteger(bin) || (bin as number) < least)
      throw brokenRule(`${path}[${i}]`, bin, `an integer ≥ ${least}`);
    return bin as number;
  });
}

function pointsOf(region: JsonMembers, atLeast: number): { samples: number[]; hz: number[] } {
  const samples = region.list('samples', atLeast).map((sample, i) => {
    if (!Number.isSafeInteger(sample)) throw brokenRule(`${region.path}.samples[${i}]`, sample, 'an integer');
    return sample as number;
  });
  const hz = region.numbers('hz', { min: 0 });
  if (hz.length !== samples.length) throw brokenRule(`${region.path}.hz`, `${hz.length} long`, 'as long as samples');
  return { samples, hz };
}
