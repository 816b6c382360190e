/**
 * One hour of stereo 44.1 kHz (a 635 MB WAV) into the app: processor time and memory of the whole process tree, how
 * soon there is a picture, and whether requests queue behind the import. Run: npm run bench, or node tests/bench/hourImport.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { launchApp } from '../harness/launchApp.ts';
import { treeCpuByProcess, treeUse } from '../harness/processTree.ts';
import { writeSpeechFile } from '../harness/speechFile.ts';
import {
  attachStudioCaller,
  callStudio,
  drawnShare,
  openInApp,
  quantile,
  startRoundTrips,
} from '../harness/watchedApp.ts';
import { createBenchReport } from './benchReport.ts';

const durationSec = Number(process.env['BENCH_SEC'] ?? 3600);
const given = process.argv[2]; // a file instead of the generated one

const report = createBenchReport('hourImport');
const folder = await mkdtemp(join(tmpdir(), 'phonoscope-bench-'));
const file = given ?? join(folder, 'hour.wav');
if (given === undefined) await writeSpeechFile(file, durationSec);

const launched = await launchApp();
try {
  const { app, window } = launched;
  const root = app.process().pid!;
  await window.getByTestId('lane-waveform-0-surface').waitFor();
  await attachStudioCaller(window);
  await sleep(3000);
  const before = treeUse(root);
  const cpuBefore = treeCpuByProcess(root);
  report.add('sampleOpen', { pssMb: before.pssMb, byProcess: before.byProcess });

  const stopRoundTrips = await startRoundTrips(window);
  const startedMs = performance.now();
  await openInApp(app, file);
  let firstBlocksMs = NaN;
  let firstPixelsMs = NaN;
  let largestPssMb = 0;
  for (;;) {
    const project = await callStudio<{
      documents: readonly { name: string; lengthSamples: number }[];
      assets: readonly { state: string }[];
    }>(window, 'projects.get', {});
    const document = project.documents.at(-1);
    const hasBlocks = project.documents.length > 1 && (document?.lengthSamples ?? 0) > 0;
    if (hasBlocks && Number.isNaN(firstBlocksMs)) firstBlocksMs = performance.now() - startedMs;
    if (Number.isNaN(firstPixelsMs) && (await shownFormat(window)).includes('s16') && (await drawnShare(window)) > 0.2)
      firstPixelsMs = performance.now() - startedMs;
    largestPssMb = Math.max(largestPssMb, treeUse(root).pssMb);
    if (project.assets.length > 1 && project.assets.every(({ state }) => state === 'ready')) break;
    await sleep(Number.isNaN(firstPixelsMs) ? 20 : 500);
  }
  const wallSec = (performance.now() - startedMs) / 1000;
  const after = treeUse(root);
  const roundTrips = await stopRoundTrips();
  const cpuAfter = treeCpuByProcess(root);
  const cpu = Object.fromEntries(
    Object.entries(cpuAfter).map(([name, sec]) => [name, Math.round((sec - (cpuBefore[name] ?? 0)) * 100) / 100]),
  );
  report.add('import', { wallSec, cpuSec: after.cpuSec - before.cpuSec, byProcess: cpu });
  report.add('firstPicture', { firstBlocksMs, firstPixelsMs, afterBlocksMs: firstPixelsMs - firstBlocksMs });
  report.add('memory', { largestPssMb, pssMb: after.pssMb, byProcess: after.byProcess });
  report.add('samplesDuringImport', {
    requests: roundTrips.length,
    medianMs: quantile(roundTrips, 0.5),
    p95Ms: quantile(roundTrips, 0.95),
    maxMs: quantile(roundTrips, 1),
  });
} finally {
  await launched.close();
  await rm(folder, { recursive: true, force: true });
  report.write();
}

/** What the status bar says of the recording that is on the screen: the sample has 24 bits, the hour 16. */
function shownFormat(window: Page): Promise<string> {
  return window.getByTestId('status-format').innerText();
}
