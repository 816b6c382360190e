/** The program at rest and at its start: how soon the sample is drawn, and what runs while nothing moves. */
import { setTimeout as sleep } from 'node:timers/promises';
import { launchApp } from '../harness/launchApp.ts';
import { treeCpuByProcess, treeUse } from '../harness/processTree.ts';
import { drawnShare } from '../harness/watchedApp.ts';
import { createBenchReport } from './benchReport.ts';

const restSec = 20;
const report = createBenchReport('idle');
const startedMs = performance.now();
const launched = await launchApp();
try {
  const windowMs = performance.now() - startedMs;
  const { app, window } = launched;
  await window.getByTestId('lane-waveform-0-surface').waitFor();
  while ((await drawnShare(window)) < 0.5) await sleep(10);
  report.add('start', { windowMs, waveformMs: performance.now() - startedMs });
  const root = app.process().pid!;
  await sleep(10_000);
  const before = treeCpuByProcess(root);
  await sleep(restSec * 1000);
  const after = treeCpuByProcess(root);
  const percent = Object.fromEntries(
    Object.entries(after).map(([name, sec]) => [name, Math.round((1000 * (sec - (before[name] ?? 0))) / restSec) / 10]),
  );
  report.add('rest', { cpuPercent: Object.values(percent).reduce((a, b) => a + b, 0), byProcess: percent });
  const { pssMb, byProcess } = treeUse(root);
  report.add('memory', { pssMb, byProcess });
} finally {
  await launched.close();
  report.write();
}
