/**
 * `npm run soak [-- MINUTES]`: half an hour of editing, zooming, playing and undoing in the real app. Memory has to level
 * off, and no task of the page may be at work for more than 50 ms. Writes out/soak/soak.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { buildIfStale } from '../../scripts/build/buildApp.ts';
import { inProject } from '../../scripts/projectPaths.ts';
import { prepareRuntime } from '../../scripts/runtime/prepareRuntime.ts';
import { runSoak } from './runSoak.ts';

/** What caches may still take up after the first quarter: those of pictures are filled by then, files are mapped in. */
const mostGrowthMb = 64;

const minutes = Number(process.argv[2] ?? 30);
await prepareRuntime();
await buildIfStale();
const report = await runSoak({
  ...{ durationSec: minutes * 60, fileSec: 600, scrollSec: 0.5, playSec: 2, traceEvery: 4, leastCycles: 4 },
  onCycle: (cycle, { atSec, pssMb }) => {
    console.log(`round ${cycle}: ${atSec} s, ${pssMb} MB`);
  },
});
const folder = inProject('out/soak');
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/soak.json`, `${JSON.stringify(report, null, 2)}\n`);
const { memory, longTasks, longCpuTasks, samples, ...counts } = report;
console.log(JSON.stringify({ ...counts, longTasks: longTasks.length, longCpuTasks }, null, 2));
console.log(JSON.stringify({ first: samples[0], last: samples.at(-1), memory }, null, 2));
if (memory.all.growthMb > mostGrowthMb || longCpuTasks.length > 0) process.exitCode = 1;
