/** Parameters of an analysis as people read them. */
import { formatCount } from './bytes.ts';

const units: Readonly<Record<string, string>> = { Ms: 'ms', Sec: 's', Hz: 'Hz', Db: 'dB', Samples: 'smp', Bytes: 'B' };

/** minSpeechMs, 250 -> ["min speech", "250 ms"] */
export function formatParameter(name: string, value: unknown): readonly [name: string, value: string] {
  if (typeof value === 'number' && /^n[A-Z]/.test(name)) return [inWords(name.slice(1)), formatCount(value)];
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return ['SHA-256', `${value.slice(0, 16)}…`];
  const unit = Object.keys(units).find((suffix) => name.endsWith(suffix) && name.length > suffix.length);
  const bare = unit === undefined ? name : name.slice(0, -unit.length);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [inWords(bare), unit === undefined ? text : `${text} ${units[unit] ?? ''}`];
}

/** maxTruePeak -> "max true peak" */
export function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter, at) => `${at === 0 ? '' : ' '}${letter.toLowerCase()}`);
}

/** In words and with units; ids mean nothing to people and are left out. */
export function formatParameters(
  values: Readonly<Record<string, unknown>>,
): (readonly [name: string, value: string])[] {
  return Object.entries(values)
    .filter(([name]) => !/Ids?$/.test(name))
    .map(([name, value]) => formatParameter(name, value));
}

/** { threshold: 0.5, minSpeechMs: 250 } -> "threshold 0.5, min speech 250 ms" */
export function parametersText(values: Readonly<Record<string, unknown>>): string {
  return formatParameters(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
