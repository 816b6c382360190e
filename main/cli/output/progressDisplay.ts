/** Progress on stderr: a bar that is redrawn on a terminal, else a line per 10 %. Work of less than a second shows none. */
import type { Progress, ReportProgress } from '../../engine/core/progress.ts';
import { createEtaEstimator } from '../../services/jobs/etaEstimator.ts';

export interface ProgressDisplay {
  readonly report: ReportProgress;
  /** Takes the bar away. */
  end(): void;
}

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const quietMs = 1000;
const redrawMs = 100;

export function createProgressDisplay(
  label: string,
  terminal: Terminal = process.stderr,
  nowMs = () => performance.now(),
): ProgressDisplay {
  const startMs = nowMs();
  let phase: { note: string; eta: ReturnType<typeof createEtaEstimator>; startMs: number } | null = null;
  let nextTenth = 1;
  let lastDrawMs = -Infinity;
  let isDrawn = false;

  const draw = (progress: Progress, leftSec: number | null, ratePerSec: number) => {
    if (nowMs() - lastDrawMs < redrawMs) return;
    lastDrawMs = nowMs();
    isDrawn = true;
    const width = widthOf(terminal);
    terminal.write(`\r${barLine(label, progress, { leftSec, ratePerSec }).slice(0, width).padEnd(width)}`);
  };

  return {
    report(progress) {
      const { done, total, note = 'working' } = progress;
      if (phase?.note !== note) {
        phase = { note, eta: createEtaEstimator(nowMs), startMs: nowMs() };
        nextTenth = 1;
      }
      const leftSec = phase.eta.update(done, total);
      if (nowMs() - startMs < quietMs) return;
      const ratePerSec = (1000 * done) / Math.max(1, nowMs() - phase.startMs);
      if (terminal.isTTY === true) draw(progress, leftSec, ratePerSec);
      else if (total !== null && total > 0 && done >= (nextTenth / 10) * total) {
        const tenth = Math.min(10, Math.floor((10 * done) / total));
        nextTenth = tenth + 1;
        terminal.write(`${label}: ${note} ${10 * tenth} %\n`);
      }
    },
    end() {
      if (isDrawn) terminal.write(`\r${' '.repeat(widthOf(terminal))}\r`);
      isDrawn = false;
    },
  };
}

/** Some pseudo-terminals say 0 columns. The last is left free: writing there would begin a new line. */
function widthOf({ columns = 0 }: Terminal): number {
  return (columns > 0 ? columns : 80) - 1;
}

const barCells = 24;

/** "jfk.flac reading ████░░░░ 40 %  1.2 M samples/s  3 s left" */
export function barLine(
  label: string,
  { done, total, unit, note = 'working' }: Progress,
  { leftSec, ratePerSec }: { readonly leftSec: number | null; readonly ratePerSec: number },
): string {
  const rate = `${short(ratePerSec)} ${unit}/s`;
  if (total === null || total <= 0) return `${label} ${note} ${short(done)} ${unit}  ${rate}`;
  const part = Math.min(1, done / total);
  const bar = '█'.repeat(Math.round(part * barCells)).padEnd(barCells, '░');
  const left = leftSec === null ? '' : `  ${clock(leftSec)} left`;
  return `${label} ${note} ${bar} ${String(Math.floor(100 * part)).padStart(3)} %  ${rate}${left}`;
}

function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toFixed(1)} M`;
  return value >= 1e3 ? `${(value / 1e3).toFixed(1)} k` : value.toFixed(0);
}

function clock(sec: number): string {
  const whole = Math.ceil(sec);
  if (whole < 60) return `${whole} s`;
  const minutes = `${Math.floor(whole / 60) % 60}:${String(whole % 60).padStart(2, '0')}`;
  return whole < 3600 ? minutes : `${Math.floor(whole / 3600)}:${minutes.padStart(5, '0')}`;
}
