/** Peak and RMS per channel, drawn outside React at the rate of its source. */
import { useEffect, useRef } from 'react';
import type { ChannelLevel } from '../../state/playback.ts';
import styles from './LevelMeter.module.css';
import { holdPeak, shownPeak, type HeldPeak } from './peakHold.ts';

const floorDb = -60;

/** Fraction of the meter's length, 0…1. */
function lengthOf(db: number): number {
  return Math.min(1, Math.max(0, (db - floorDb) / -floorDb));
}

function draw(canvas: HTMLCanvasElement, levels: readonly ChannelLevel[], held: HeldPeak[]): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const scale = window.devicePixelRatio;
  const width = canvas.clientWidth * scale;
  const height = canvas.clientHeight * scale;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name);
  context.clearRect(0, 0, width, height);
  const rows = Math.max(1, levels.length);
  const gap = rows * 3 * scale > height ? 0 : scale; // of 32 channels the gaps alone would be higher than the meter
  const rowHeight = (height - (rows - 1) * gap) / rows;
  for (let c = 0; c < rows; c++) {
    const y = c * (rowHeight + gap);
    context.fillStyle = colour('--meter-track');
    context.fillRect(0, y, width, rowHeight);
    const level = levels[c];
    if (level === undefined) continue;
    context.fillStyle = colour('--meter-peak');
    context.fillRect(0, y, width * lengthOf(level.peakDbfs), rowHeight);
    context.fillStyle = colour('--meter-rms');
    context.fillRect(0, y, width * lengthOf(level.rmsDbfs), rowHeight);
    const nowMs = performance.now();
    const peak = (held[c] = holdPeak(held[c], level.peakDbfs, nowMs));
    const peakDb = shownPeak(peak, nowMs);
    context.fillStyle = colour(peakDb >= 0 ? '--meter-over' : '--meter-hold');
    context.fillRect(Math.min(width - 2 * scale, width * lengthOf(peakDb)), y, 2 * scale, rowHeight);
  }
}

function describe(levels: readonly ChannelLevel[]): string {
  if (levels.length === 0) return 'silent';
  const peakDbfs = Math.max(...levels.map((level) => level.peakDbfs));
  return Number.isFinite(peakDbfs) ? `peak ${peakDbfs.toFixed(1)} dBFS` : 'silent';
}

interface Props {
  readonly label: string;
  readonly testId: string;
  /** Tells `show` of every reading from now on; none: silent. @returns stops it. Another function is another source. */
  readonly follow: (show: (levels: readonly ChannelLevel[]) => void) => () => void;
}

export function LevelMeter({ label, testId, follow }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const held: HeldPeak[] = [];
    const show = (levels: readonly ChannelLevel[]) => {
      const element = canvas.current;
      if (element === null) return;
      if (levels.length === 0) held.length = 0;
      draw(element, levels, held);
      const loudest = Math.max(floorDb, ...levels.map((level) => level.peakDbfs));
      element.setAttribute('aria-valuenow', loudest.toFixed(0));
      element.setAttribute('aria-valuetext', describe(levels));
    };
    show([]);
    return follow(show);
  }, [follow]);
  return (
    <canvas
      ref={canvas}
      className={styles['meter']}
      role="meter"
      aria-label={label}
      aria-valuemin={floorDb}
      aria-valuemax={0}
      aria-valuenow={floorDb}
      data-testid={testId}
    />
  );
}
