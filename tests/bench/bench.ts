/** `npm run bench` runs every bench, `npm run bench -- dsp idle` those named. */
import { spawnSync } from 'node:child_process';
import { inProject } from '../../scripts/projectPaths.ts';

const benches = [
  'dsp',
  'pitch',
  'formants',
  'hourImport',
  'hourTour',
  'hourSpectrogram',
  'hourProject',
  'edits',
  'stretch',
  'live',
  'idle',
  'leaks',
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`no such bench: ${unknown.join(', ')}. There are: ${benches.join(' ')}`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : benches) {
  console.log(`\n── ${name} ──`);
  const { status } = spawnSync(process.execPath, [inProject('tests/bench', `${name}.ts`)], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
