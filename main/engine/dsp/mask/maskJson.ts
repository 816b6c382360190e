/**
 * Masks as text and back. What is read is checked in full before anything is made of it: a project file may hold anything.
 * Sample numbers are integers, so that a moved mask stays the same to the bit.
 */
import { EngineError } from '../../core/errors.ts';
import type { Mask, MaskRegion } from './mask.ts';

const deepest = 16;
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
  const mask = new Members('mask', value);
  const budget = { left: mostNumbers };
  return {
    region: regionOf('mask.region', mask.get('region'), budget, 1),
    featherSamples: mask.number('featherSamples', { min: 0 }),
    featherHz: mask.number('featherHz', { min: 0 }),
  };
}

interface Budget {
  left: number;
}

function regionOf(path: string, value: unknown, budget: Budget, depth: number): MaskRegion {
  if (depth > deepest) throw broken(path, 'a region', `nested at most ${deepest} deep`);
  const region = new Members(path, value, budget);
  const kind = region.get('kind');
  switch (kind) {
    case 'rectangle': {
      const fromSample = region.integer('fromSample');
      const fLowHz = region.number('fLowHz', { min: 0 });
      const toSample = region.integer('toSample', fromSample + 1);
      return { kind, fromSample, toSample, fLowHz, fHighHz: region.number('fHighHz', { above: fLowHz }) };
    }
    case 'polygon':
      return { kind, ...region.points(3) };
    case 'brush': {
      const radiusSamples = region.number('radiusSamples', { above: 0 });
      return { kind, ...region.points(1), radiusSamples, radiusHz: region.number('radiusHz', { above: 0 }) };
    }
    case 'harmonics': {
      const { samples, hz } = region.points(2);
      samples.forEach((sample, i) => {
        if (i > 0 && sample <= samples[i - 1]!)
          throw broken(`${path}.samples[${i}]`, sample, `after ${samples[i - 1]}, the one before`);
        if (hz[i]! <= 0) throw broken(`${path}.hz[${i}]`, hz[i], '> 0');
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
      throw broken(
        `${path}.kind`,
        kind,
        'rectangle, polygon, brush, harmonics, cells, union, intersection or difference',
      );
  }
}

function binsOf(path: string, value: unknown, budget: Budget): number[] {
  const bins = arrayOf(path, value, budget);
  if (bins.length % 2 !== 0) throw broken(path, `${bins.length} bins`, 'an even number: first and one past the last');
  return bins.map((bin, i) => {
    const least = i === 0 ? 0 : (bins[i - 1] as number) + 1;
    if (!Number.isSafeInteger(bin) || (bin as number) < least)
      throw broken(`${path}[${i}]`, bin, `an integer ≥ ${least}`);
    return bin as number;
  });
}

/** Named members of an unknown value. */
class Members {
  readonly #path: string;
  readonly #value: Readonly<Record<string, unknown>>;
  readonly #budget: Budget;

  constructor(path: string, value: unknown, budget: Budget = { left: 0 }) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw broken(path, value, 'an object');
    this.#path = path;
    this.#value = value as Readonly<Record<string, unknown>>;
    this.#budget = budget;
  }

  get(name: string): unknown {
    return Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
  }

  integer(name: string, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): number {
    const value = this.get(name);
    if (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max) return value as number;
    const atLeast = min === Number.MIN_SAFE_INTEGER ? '' : ` ≥ ${min}`;
    throw broken(`${this.#path}.${name}`, value, `an integer${atLeast}${max < 2 ** 52 ? ` and ≤ ${max}` : ''}`);
  }

  number(name: string, { min = -Infinity, above = -Infinity }: { min?: number; above?: number }): number {
    const value = this.get(name);
    if (typeof value === 'number' && Number.isFinite(value) && value >= min && value > above) return value;
    const rule = min > -Infinity ? `≥ ${min}` : `> ${above}`;
    throw broken(`${this.#path}.${name}`, value, `a finite number ${rule}`);
  }

  list(name: string, atLeast: number): readonly unknown[] {
    const path = `${this.#path}.${name}`;
    const list = arrayOf(path, this.get(name), this.#budget);
    if (list.length < atLeast) throw broken(path, `${list.length} long`, `at least ${atLeast}`);
    return list;
  }

  points(atLeast: number): { samples: number[]; hz: number[] } {
    const [samples, hz] = [this.list('samples', atLeast), this.list('hz', 0)];
    if (hz.length !== samples.length) throw broken(`${this.#path}.hz`, `${hz.length} long`, `as long as samples`);
    samples.forEach((sample, i) => {
      if (!Number.isSafeInteger(sample)) throw broken(`${this.#path}.samples[${i}]`, sample, 'an integer');
      const value = hz[i];
      if (!(typeof value === 'number' && Number.isFinite(value) && value >= 0))
        throw broken(`${this.#path}.hz[${i}]`, value, 'a finite number ≥ 0');
    });
    return { samples: samples as number[], hz: hz as number[] };
  }
}

function arrayOf(path: string, value: unknown, budget: Budget): readonly unknown[] {
  if (!Array.isArray(value)) throw broken(path, value, 'an array');
  budget.left -= value.length;
  if (budget.left < 0) throw broken(path, `${value.length} long`, `part of at most ${mostNumbers} numbers`);
  return value as readonly unknown[];
}

function broken(path: string, value: unknown, rule: string): EngineError {
  const shown = typeof value === 'object' && value !== null ? (Array.isArray(value) ? 'an array' : 'an object') : value;
  return new EngineError('E_PARAM', `${path}=${String(shown)} must be ${rule}`);
}
