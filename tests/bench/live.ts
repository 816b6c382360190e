/** The live spectrogram of a microphone and of what is played: the page's work a frame, sound to picture, blocks lost. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { launchApp, type LaunchedApp } from '../harness/launchApp.ts';
import { lostBlocks, soundToPicture, startListening, takenSec, toneMicrophone } from '../harness/liveStage.ts';
import { treeCpuByProcess } from '../harness/processTree.ts';
import { writeSpeechFile } from '../harness/speechFile.ts';
import { tracePageTasks, workPerFrame } from '../harness/tracePageTasks.ts';
import { attachStudioCaller, quantile } from '../harness/watchedApp.ts';
import { createBenchReport } from './benchReport.ts';
import { importOver } from './hourApp.ts';

const runSec = Number(process.env['BENCH_SEC'] ?? 40);
const windowSec = 10; // that the panel's quantiles are of
const report = createBenchReport('live');

interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/** With a hand that reads values meanwhile, which is the most the page has to do. */
async function measure(name: string, { app, window }: LaunchedApp): Promise<void> {
  await sleep(2000);
  const [startSec, startMs] = [await takenSec(window), performance.now()];
  const before = treeCpuByProcess(app.process().pid!);
  const { result: latencies, tasks } = await tracePageTasks(app, () => watch(window));
  const after = treeCpuByProcess(app.process().pid!);
  const wallSec = (performance.now() - startMs) / 1000;
  const frames = { cpu: workPerFrame(tasks, 'cpuMs'), wall: workPerFrame(tasks, 'wallMs') };
  report.add(`${name}.pageMsPerFrame`, {
    frames: frames.cpu.length,
    cpuP50: quantile(frames.cpu, 0.5),
    cpuP95: quantile(frames.cpu, 0.95),
    cpuP99: quantile(frames.cpu, 0.99),
    wallP95: quantile(frames.wall, 0.95),
    wallMost: frames.wall.at(-1),
  });
  report.add(`${name}.soundToPictureMs`, {
    p50: JSON.stringify(latencies.map(({ p50 }) => p50)),
    p95: JSON.stringify(latencies.map(({ p95 }) => p95)),
  });
  const cpuPercent = Object.entries(after).map(([kind, sec]) => {
    const percent = Math.round((100 * (sec - (before[kind] ?? 0))) / wallSec);
    return [kind, percent] as const;
  });
  report.add(`${name}.sound`, {
    wallSec,
    takenSec: (await takenSec(window)) - startSec,
    lostBlocks: await lostBlocks(window),
    cpuPercent: Object.fromEntries(cpuPercent),
  });
}

async function watch(window: Page): Promise<Latency[]> {
  const latencies: Latency[] = [];
  const box = await window.getByTestId('live-surface').boundingBox();
  if (box === null) throw new Error('the live spectrogram is not shown');
  const endMs = performance.now() + runSec * 1000;
  let nextMs = performance.now() + windowSec * 1000;
  for (let step = 0; performance.now() < endMs; step++) {
    await window.mouse.move(box.x + 10 + (step % (box.width - 20)), box.y + 90 + (step % (box.height - 100)));
    if (performance.now() >= nextMs) {
      latencies.push(await soundToPicture(window));
      nextMs += windowSec * 1000;
    }
    await sleep(16);
  }
  return latencies;
}

const folder = await mkdtemp(join(tmpdir(), 'phonoscope-bench-'));
try {
  const speech = join(folder, 'speech.wav');
  await writeSpeechFile(speech, runSec + 30);
  const launched = await launchApp({ args: await toneMicrophone(join(folder, 'tone.wav')), files: [speech] });
  const { window } = launched;
  try {
    await window.getByTestId('lane-waveform-0-surface').waitFor({ timeout: 60_000 });
    await attachStudioCaller(window);
    await importOver(window);
    await startListening(window);
    await measure('microphone', launched);
    await window.getByTestId('live-source').selectOption('playback');
    await window.getByTestId('command-play.toggle').click();
    await measure('playback', launched);
  } finally {
    await launched.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
  report.write();
}
