import { describe, expect, it } from 'vitest';
import {
  createColumnPlan,
  levelsFrom,
  planColumns,
  planDepth,
} from '../../../../renderer/features/spectrogram/columnPlan.ts';
import {
  columnAt,
  spectrogramLevelFor,
  surroundingTiles,
  visibleTiles,
  type TimeWindow,
} from '../../../../renderer/features/spectrogram/tileAddress.ts';

const hop = 256;

function windowOf(change: Partial<TimeWindow> = {}): TimeWindow {
  return { startSample: 0, samplesPerPixel: hop, widthPx: 400, lengthSamples: 4_000_000, hopLength: hop, ...change };
}

const everyTile = (level: number, index: number) => ({ slot: level * 1000 + index, nColumns: 64 });

describe('level of a spectrogram', () => {
  it('is the highest whose columns are no longer than a pixel', () => {
    for (let octave = -6; octave < 12; octave += 0.25) {
      const samplesPerPixel = hop * 2 ** octave;
      const level = spectrogramLevelFor(samplesPerPixel, hop);
      if (samplesPerPixel >= hop) {
        expect(2 ** level * hop).toBeLessThanOrEqual(samplesPerPixel * (1 + 1e-6));
        expect(2 ** (level + 1) * hop).toBeGreaterThan(samplesPerPixel);
      } else expect(level).toBe(0);
    }
  });
});

describe('visible tiles', () => {
  it('cover both edges of the window and no more than one tile beyond', () => {
    for (const startSample of [0, 12_345.5, 1_000_000])
      for (const samplesPerPixel of [1, 100, 256, 1000, 9000]) {
        const view = windowOf({ startSample, samplesPerPixel });
        const level = spectrogramLevelFor(samplesPerPixel, hop);
        const tiles = visibleTiles(view, level).map((t) => t.index);
        const first = Math.floor(columnAt(startSample, level, hop) / 64);
        const lastSample = Math.min(startSample + 400 * samplesPerPixel, view.lengthSamples);
        const last = Math.floor(columnAt(lastSample, level, hop) / 64);
        expect(Math.min(...tiles)).toBe(first);
        expect(Math.max(...tiles)).toBeGreaterThanOrEqual(
          Math.min(last, Math.floor(view.lengthSamples / hop / 2 ** level / 64)),
        );
        expect(tiles).toHaveLength(new Set(tiles).size);
        expect(tiles.length).toBeLessThanOrEqual((400 * 2) / 64 + 2);
      }
  });

  it('start in the middle of the window', () => {
    const tiles = visibleTiles(windowOf({ widthPx: 640 }), 0).map((t) => t.index);
    expect(Math.abs(tiles[0]! - 5)).toBeLessThanOrEqual(1);
  });

  it('have neighbours inside the recording only', () => {
    for (const tile of surroundingTiles(windowOf(), 0)) expect(tile.index).toBeGreaterThanOrEqual(0);
    const atEnd = windowOf({ startSample: 4_000_000 - 400 * hop });
    const last = Math.floor(4_000_000 / hop / 64);
    for (const tile of surroundingTiles(atEnd, 0)) if (tile.level === 0) expect(tile.index).toBeLessThanOrEqual(last);
  });
});

describe('columns of pixels', () => {
  it('shows every column in exactly one pixel when pixels are longer', () => {
    const view = windowOf({ samplesPerPixel: hop * 1.7, startSample: 5000.25 });
    const plan = createColumnPlan(view.widthPx);
    planColumns(plan, view, { levels: [0], tileAt: everyTile, interpolate: false });
    const seen = [...plan.refs].filter((ref) => ref >= 0);
    expect(new Set(seen).size).toBe(seen.length);
    const sorted = [...seen].sort((a, b) => a - b);
    expect(sorted.at(-1)! - sorted[0]! + 1).toBe(sorted.length);
  });

  it('draws frame k from (k − ½)·hop to (k + ½)·hop when pixels are shorter, as the waveform lies', () => {
    const view = windowOf({ samplesPerPixel: 4, startSample: 10 * hop - 200, widthPx: 200 });
    const plan = createColumnPlan(view.widthPx);
    planColumns(plan, view, { levels: [0], tileAt: everyTile, interpolate: false });
    for (let x = 0; x < view.widthPx; x++) {
      const middle = view.startSample + (x + 0.5) * 4;
      expect(plan.refs[x * planDepth]).toBe(Math.round(middle / hop));
    }
  });

  it('stretches coarser tiles, then thins finer ones, and counts what is missing', () => {
    const view = windowOf({ samplesPerPixel: hop * 4 });
    const plan = createColumnPlan(view.widthPx);
    const only = (wanted: number) => (level: number, index: number) =>
      level === wanted ? everyTile(level, index) : null;
    planColumns(plan, view, { levels: levelsFrom(2, 6), tileAt: only(5), interpolate: false });
    expect(plan.missing).toBe(0);
    expect(Math.floor(plan.refs[0]! / 64 / 1000)).toBe(5);
    planColumns(plan, view, { levels: levelsFrom(2, 6), tileAt: only(0), interpolate: false });
    expect(plan.missing).toBe(0);
    expect(plan.refs.subarray(10 * planDepth, 10 * planDepth + 4).every((ref) => ref >= 0)).toBe(true);
    planColumns(plan, view, { levels: [2], tileAt: () => null, interpolate: false });
    expect(plan.missing).toBe(400);
  });

  it('shows nothing after the end of the recording', () => {
    const view = windowOf({ lengthSamples: 200 * hop });
    const plan = createColumnPlan(view.widthPx);
    planColumns(plan, view, { levels: [0], tileAt: everyTile, interpolate: false });
    expect(plan.refs[199 * planDepth]).toBeGreaterThanOrEqual(0);
    expect(plan.refs[201 * planDepth]).toBe(-1);
    expect(plan.missing).toBe(0);
  });

  it('blends the two nearest frames when asked to', () => {
    const view = windowOf({ samplesPerPixel: 16, startSample: 20 * hop });
    const plan = createColumnPlan(view.widthPx);
    planColumns(plan, view, { levels: [0], tileAt: everyTile, interpolate: true });
    const x = 3; // 56 samples after frame 20
    expect(plan.refs[x * planDepth]).toBe(20);
    expect(plan.refs[x * planDepth + 1]).toBe(21);
    expect(plan.blend[x]).toBeCloseTo((3.5 * 16) / hop, 6);
  });
});
