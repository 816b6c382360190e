/** An hour of stereo as a project: saving it under a name, closing, the size of the file, opening it again. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { launchApp } from '../harness/launchApp.ts';
import { treeUse } from '../harness/processTree.ts';
import { drawnShare } from '../harness/watchedApp.ts';
import { createBenchReport } from './benchReport.ts';
import { launchOn, withHour } from './hourApp.ts';

const report = createBenchReport('hourProject');
await withHour(async (file, folder) => {
  const userDataDir = join(folder, 'profile');
  const project = join(folder, 'hour.phono');
  const first = await launchOn(file, { userDataDir });
  await first.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, project);
  let startedMs = performance.now();
  const since = () => performance.now() - startedMs;
  await first.window.keyboard.press('Control+s');
  while ((await stat(project).catch(() => null)) === null) await new Promise((resolve) => setTimeout(resolve, 20));
  const saveAsMs = since();
  startedMs = performance.now();
  await first.window.keyboard.press('Control+s');
  await first.window.getByTestId('save-state').waitFor();
  const saveAgainMs = since();
  startedMs = performance.now();
  await first.close();
  const closeMs = since();
  const [{ size: fileBytes }, { size: audioBytes }] = await Promise.all([stat(project), stat(file)]);
  report.add('saved', { saveAsMs, saveAgainMs, closeMs, fileBytes, audioBytes, ratio: fileBytes / audioBytes });

  startedMs = performance.now();
  const second = await launchApp({ userDataDir });
  const windowMs = since();
  await second.window.getByTestId('lane-waveform-0-surface').waitFor();
  const laneMs = since();
  while ((await drawnShare(second.window)) < 0.95) await new Promise((resolve) => setTimeout(resolve, 10));
  report.add('reopened', { windowMs, laneMs, waveformMs: since() });
  const { pssMb, byProcess } = treeUse(second.app.process().pid!);
  report.add('memory.reopened', { pssMb, byProcess });
  await second.close();
});
report.write();
