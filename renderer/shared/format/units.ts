import { frequencyScale } from '../frequencyScale/frequencyScale.ts';

export type Dimension = 'time' | 'frequency' | 'level' | 'samples' | 'length' | 'plain';

export interface UnitContext {
  readonly sampleRateHz: number;
  /** What a number without a unit means in this field. */
  readonly bare: (value: number) => number;
}

type Convert = (value: number) => number;

const seconds: Readonly<Record<string, number>> = {
  h: 3600,
  min: 60,
  s: 1,
  sec: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
};
const sampleWords = new Set(['smp', 'sample', 'samples']);

function timeUnit(name: string, { sampleRateHz }: UnitContext): Convert | null {
  if (sampleWords.has(name)) return (value) => value / sampleRateHz;
  const factor = seconds[name];
  return factor === undefined ? null : (value) => value * factor;
}

function frequencyUnit(name: string): Convert | null {
  switch (name) {
    case 'hz':
      return (value) => value;
    case 'khz':
      return (value) => value * 1000;
    case 'mel':
      return frequencyScale('mel-htk').toHz;
    case 'bark':
    case 'erb':
      return frequencyScale(name).toHz;
    default:
      return null;
  }
}

function levelUnit(name: string): Convert | null {
  if (name === 'db' || name === 'dbfs') return (value) => value;
  if (name === 'x') return (value) => 20 * Math.log10(value);
  if (name === '%') return (value) => 20 * Math.log10(value / 100);
  return null;
}

const millimetres: Readonly<Record<string, number>> = { mm: 1, cm: 10, in: 25.4, inch: 25.4, pt: 25.4 / 72 };

function lengthUnit(name: string): Convert | null {
  const factor = millimetres[name];
  return factor === undefined ? null : (value) => value * factor;
}

/** @returns how a number with this unit becomes the dimension's base unit, or null if it has no such unit */
export function findUnit(text: string, dimension: Dimension, context: UnitContext): Convert | null {
  const name = text.toLowerCase();
  switch (dimension) {
    case 'time':
      return timeUnit(name, context);
    case 'frequency':
      return frequencyUnit(name);
    case 'level':
      return levelUnit(name);
    case 'samples': {
      if (sampleWords.has(name)) return (value) => value;
      const inSec = timeUnit(name, context);
      return inSec === null ? null : (value) => inSec(value) * context.sampleRateHz;
    }
    case 'length':
      return lengthUnit(name);
    case 'plain':
      return name === '%' ? (value) => value / 100 : name === 'x' ? (value) => value : null;
  }
}
