/** Figures are printed as they come and kept as JSON under out/bench; nothing here fails on a slow machine. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { inProject } from '../../scripts/projectPaths.ts';

export interface BenchReport {
  add(name: string, values: Readonly<Record<string, unknown>>): void;
  write(): void;
}

export function createBenchReport(name: string): BenchReport {
  const figures: Record<string, unknown> = {};
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, loadBefore: loadavg()[0] };
  return {
    add(part, values) {
      figures[part] = rounded(values);
      console.log(`${part.padEnd(26)} ${JSON.stringify(figures[part])}`);
    },
    write() {
      mkdirSync(inProject('out/bench'), { recursive: true });
      const path = inProject('out/bench', `${name}.json`);
      writeFileSync(path, `${JSON.stringify({ measuredAt: new Date().toISOString(), machine, figures }, null, 2)}\n`);
      console.log(`written to ${path}`);
    },
  };
}

function rounded(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const round = (value: unknown) => (typeof value === 'number' ? Math.round(value * 100) / 100 : value);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, round(value)]));
}
