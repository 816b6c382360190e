/** Zooming, scrolling and playing in an hour of stereo: long tasks of the page, pictures drawn, memory of the whole tree. */
import { setTimeout as sleep } from 'node:timers/promises';
import { treeCpuByProcess, treeUse } from '../harness/processTree.ts';
import { tourTimeline } from '../harness/timelineTour.ts';
import { createBenchReport } from './benchReport.ts';
import { launchOn, withHour } from './hourApp.ts';

const report = createBenchReport('hourTour');
await withHour(async (file) => {
  const launched = await launchOn(file);
  const { app, window } = launched;
  const root = app.process().pid!;
  const memory = (name: string) => {
    const { pssMb, byProcess } = treeUse(root);
    report.add(name, { pssMb, byProcess });
  };
  try {
    memory('memory.imported');
    for (const lane of ['lane-waveform-0-surface', 'lane-spectrogram-0-surface']) {
      const before = treeCpuByProcess(root);
      const tour = await tourTimeline(window, lane, 2);
      const after = treeCpuByProcess(root);
      const cpuSec = Object.fromEntries(
        Object.entries(after).map(([name, sec]) => [name, Math.round(100 * (sec - (before[name] ?? 0))) / 100]),
      );
      report.add(`tour.${lane}`, { ...tour, cpuSec: JSON.stringify(cpuSec) });
      memory(`memory.after.${lane}`);
    }
    await window.keyboard.press('Space');
    await sleep(20_000);
    memory('memory.played20s');
    await window.keyboard.press('Space');
    await sleep(10_000);
    memory('memory.atRest');
  } finally {
    await launched.close();
    report.write();
  }
});
