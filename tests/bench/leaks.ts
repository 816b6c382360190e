/** What is left behind: twenty recordings opened and closed, then two minutes of zooming. Memory should level off. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launchApp } from '../harness/launchApp.ts';
import { treeUse } from '../harness/processTree.ts';
import { writeSpeechFile } from '../harness/speechFile.ts';
import { tourTimeline } from '../harness/timelineTour.ts';
import { attachStudioCaller, callStudio, openInApp } from '../harness/watchedApp.ts';
import { createBenchReport } from './benchReport.ts';
import { importOver } from './hourApp.ts';

const nDocuments = 20;
const zoomSec = 120;

const report = createBenchReport('leaks');
const folder = await mkdtemp(join(tmpdir(), 'phonoscope-bench-'));
const file = join(folder, 'minute.wav');
await writeSpeechFile(file, 60);
const launched = await launchApp();
try {
  const { app, window } = launched;
  const root = app.process().pid!;
  const pss: number[] = [];
  await window.getByTestId('lane-waveform-0-surface').waitFor();
  await attachStudioCaller(window);
  for (let i = 0; i < nDocuments; i++) {
    await callStudio(window, 'projects.close', {});
    await openInApp(app, file);
    await window.getByTestId('lane-waveform-0-surface').waitFor();
    await importOver(window);
    await sleep(2000);
    if (i % 5 === 4) pss.push(treeUse(root).pssMb);
  }
  report.add('openClose', { documents: nDocuments, pssMbEveryFive: JSON.stringify(pss) });
  const zoomed: number[] = [];
  const endMs = performance.now() + zoomSec * 1000;
  while (performance.now() < endMs) {
    await tourTimeline(window, 'lane-spectrogram-0-surface', 4);
    zoomed.push(treeUse(root).pssMb);
  }
  report.add('zooming', { seconds: zoomSec, pssMbEachTour: JSON.stringify(zoomed) });
} finally {
  await launched.close();
  await rm(folder, { recursive: true, force: true });
  report.write();
}
