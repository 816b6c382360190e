/** Edit, zoom, play and undo in the real app for a time: what its memory and its page's thread did meanwhile. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { launchApp } from '../harness/launchApp.ts';
import { treeUse } from '../harness/processTree.ts';
import { writeSpeechFile } from '../harness/speechFile.ts';
import { longTasks, tracePageTasks } from '../harness/tracePageTasks.ts';
import { memoryTrend, type MemorySample, type MemoryTrend } from './memoryTrend.ts';
import { soakCycle } from './soakCycle.ts';
import { watchLongTasks, type LongTask } from './watchLongTasks.ts';

export interface SoakOptions {
  readonly durationSec: number;
  readonly fileSec: number;
  readonly scrollSec: number;
  readonly playSec: number;
  /** Every so many cycles tasks are traced, by the processor time they took. */
  readonly traceEvery: number;
  readonly leastCycles: number;
  readonly onCycle?: (cycle: number, sample: MemorySample) => void;
}

export interface SoakReport {
  readonly minutes: number;
  readonly cycles: number;
  readonly edits: number;
  readonly wheelEvents: number;
  readonly memory: { readonly all: MemoryTrend; readonly byProcess: Readonly<Record<string, MemoryTrend>> };
  /** Over 50 ms by the wall clock: on a busy machine other programs are in them. */
  readonly longTasks: readonly LongTask[];
  readonly tracedCycles: number;
  /** Over 50 ms at work. */
  readonly longCpuTasks: readonly { readonly cycle: number; readonly wallMs: number; readonly cpuMs: number }[];
  readonly samples: readonly MemorySample[];
}

const mostTaskMs = 50;
const lanes = ['lane-waveform-0-surface', 'lane-spectrogram-0-surface'];

export async function runSoak(options: SoakOptions): Promise<SoakReport> {
  const { durationSec, fileSec, scrollSec, playSec, traceEvery } = options;
  const folder = await mkdtemp(join(tmpdir(), 'phonoscope-soak-'));
  const file = join(folder, 'speech.wav');
  await writeSpeechFile(file, fileSec);
  const launched = await launchApp({ files: [file] });
  const { app, window } = launched;
  try {
    await window.getByTestId(lanes[0]!).waitFor();
    const minutes = `${Math.floor(fileSec / 60)}:${String(fileSec % 60).padStart(2, '0')}`;
    await expect(window.getByTestId('status-format')).toContainText(minutes, { timeout: 60_000 });
    const takeLongTasks = await watchLongTasks(window);
    const page = await window.context().newCDPSession(window);
    const root = app.process().pid!;
    const samples: MemorySample[] = [];
    const long: LongTask[] = [];
    const longCpu: { cycle: number; wallMs: number; cpuMs: number }[] = [];
    const totals = { cycles: 0, edits: 0, wheelEvents: 0, tracedCycles: 0 };
    const startMs = performance.now();
    const elapsedSec = () => (performance.now() - startMs) / 1000;
    while (totals.cycles < options.leastCycles || elapsedSec() < durationSec) {
      const n = totals.cycles;
      const cycle = () => soakCycle(window, { n, lane: lanes[n % lanes.length]!, scrollSec, playSec });
      let done;
      if (n % traceEvery === 0) {
        const { result, tasks } = await tracePageTasks(app, cycle);
        done = result;
        totals.tracedCycles++;
        for (const { wallMs, cpuMs } of longTasks(tasks))
          if (cpuMs > mostTaskMs) longCpu.push({ cycle: n, wallMs: Math.round(wallMs), cpuMs: Math.round(cpuMs) });
      } else done = await cycle();
      totals.cycles++;
      totals.edits += done.edits;
      totals.wheelEvents += done.events;
      long.push(...(await takeLongTasks()));
      await page.send('HeapProfiler.collectGarbage'); // what is only not collected yet is no leak
      const { pssMb, byProcess } = treeUse(root);
      const sample = { atSec: Math.round(elapsedSec()), pssMb, byProcess };
      samples.push(sample);
      options.onCycle?.(totals.cycles, sample);
    }
    launched.expectNoErrors();
    const names = [...new Set(samples.flatMap(({ byProcess }) => Object.keys(byProcess)))];
    const byProcess = names.map((name) => [name, memoryTrend(samples, (sample) => sample.byProcess[name] ?? 0)]);
    return {
      minutes: Number((elapsedSec() / 60).toFixed(1)),
      ...totals,
      memory: {
        all: memoryTrend(samples, (sample) => sample.pssMb),
        byProcess: Object.fromEntries(byProcess) as Record<string, MemoryTrend>,
      },
      longTasks: long,
      longCpuTasks: longCpu,
      samples,
    };
  } finally {
    await launched.close();
    await rm(folder, { recursive: true, force: true });
  }
}
