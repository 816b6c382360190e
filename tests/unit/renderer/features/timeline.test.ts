import { describe, expect, it } from 'vitest';
import { wheelAction } from '../../../../renderer/features/timeline/attachWheel.ts';
import {
  foldedLanePx,
  laneHeights,
  minimumLanePx,
  nearLanes,
} from '../../../../renderer/features/timeline/laneHeights.ts';
import { movedKeys } from '../../../../renderer/features/timeline/laneMove.ts';
import { dragSelection, edgeAt, type Gesture } from '../../../../renderer/features/timeline/selectGesture.ts';
import { frequencyAxis } from '../../../../renderer/shared/frequencyScale/frequencyAxis.ts';

const axis = frequencyAxis({ scale: 'linear', fMinHz: 0, fMaxHz: 8000 }, 200);
const band = { lowHz: 1000, highHz: 4000 };
const before = { startSample: 1000, endSample: 2000, band };

function gesture(change: Partial<Gesture> = {}): Gesture {
  return { kind: 'new', from: { sample: 500, y: 50 }, before: null, axis, ...change };
}

describe('dragging in the lanes', () => {
  it('selects time, whichever way it goes', () => {
    const inWaveform = gesture({ axis: null });
    const selected = { startSample: 300, endSample: 500, band: null };
    expect(dragSelection(inWaveform, { sample: 299.6, y: 190 }, { isTimeOnly: false })).toEqual(selected);
  });

  it('makes a rectangle in a spectrogram, and time alone with Shift or next to no height', () => {
    const to = { sample: 900, y: 150 };
    expect(dragSelection(gesture(), to, { isTimeOnly: false })?.band).toEqual({ lowHz: 2000, highHz: 6000 });
    expect(dragSelection(gesture(), to, { isTimeOnly: true })?.band).toBeNull();
    expect(dragSelection(gesture(), { sample: 900, y: 53 }, { isTimeOnly: false })?.band).toBeNull();
  });

  it('stays inside the lane in frequency', () => {
    expect(dragSelection(gesture(), { sample: 900, y: 999 }, { isTimeOnly: false })?.band?.lowHz).toBe(0);
    expect(dragSelection(gesture(), { sample: 900, y: -50 }, { isTimeOnly: false })?.band?.highHz).toBe(8000);
  });

  it('moves one edge and lets it pass the other', () => {
    const start = dragSelection(gesture({ kind: 'start', before }), { sample: 2500, y: 0 }, { isTimeOnly: false });
    expect(start).toEqual({ startSample: 2000, endSample: 2500, band });
    const end = dragSelection(gesture({ kind: 'end', before }), { sample: 1500, y: 0 }, { isTimeOnly: false });
    expect(end).toEqual({ startSample: 1000, endSample: 1500, band });
    const low = dragSelection(gesture({ kind: 'low', before }), { sample: 0, y: 150 }, { isTimeOnly: false });
    expect(low).toEqual({ ...before, band: { lowHz: 2000, highHz: 4000 } });
  });

  it('selects nothing where it began', () => {
    expect(dragSelection(gesture(), { sample: 500.4, y: 60 }, { isTimeOnly: false })).toBeNull();
  });

  it('takes hold of edges a few pixels around them', () => {
    const edges = { startPx: 100, endPx: 300 };
    const bandY = { lowY: 150, highY: 40 };
    expect(edgeAt({ x: 104, y: 90 }, edges, bandY)).toBe('start');
    expect(edgeAt({ x: 296, y: 90 }, edges, bandY)).toBe('end');
    expect(edgeAt({ x: 200, y: 148 }, edges, bandY)).toBe('low');
    expect(edgeAt({ x: 200, y: 41 }, edges, bandY)).toBe('high');
    expect(edgeAt({ x: 200, y: 90 }, edges, bandY)).toBeNull();
    expect(edgeAt({ x: 400, y: 41 }, edges, bandY)).toBeNull();
    expect(edgeAt({ x: 200, y: 41 }, edges, null)).toBeNull();
  });
});

describe('the wheel', () => {
  const turn = { deltaX: 0, deltaY: -120, deltaMode: 0, shiftKey: false, ctrlKey: false };

  it('zooms in when turned away, and back by as much', () => {
    const zoomIn = wheelAction(turn);
    const zoomOut = wheelAction({ ...turn, deltaY: 120 });
    expect('zoom' in zoomIn && zoomIn.zoom).toBeGreaterThan(1.3);
    expect('zoom' in zoomIn && 'zoom' in zoomOut && zoomIn.zoom * zoomOut.zoom).toBeCloseTo(1, 12);
  });

  it('scrolls with Shift, or sideways', () => {
    expect(wheelAction({ ...turn, shiftKey: true })).toEqual({ scrollPx: -120 });
    expect(wheelAction({ ...turn, shiftKey: true, deltaX: 120, deltaY: 0 })).toEqual({ scrollPx: 120 });
    expect(wheelAction({ ...turn, deltaX: 30, deltaY: 4 })).toEqual({ scrollPx: 30 });
  });

  it('zooms with Ctrl: pinches finely, notches no faster than without', () => {
    const notch = wheelAction({ ...turn, ctrlKey: true });
    expect(notch).toEqual(wheelAction(turn));
    const pinch = wheelAction({ ...turn, ctrlKey: true, deltaY: -5 });
    expect('zoom' in pinch && pinch.zoom).toBeCloseTo(Math.exp(0.06), 9);
  });

  it('counts lines as pixels', () => {
    expect(wheelAction({ ...turn, deltaMode: 1, deltaY: 3, shiftKey: true })).toEqual({ scrollPx: 48 });
  });
});

describe('heights of lanes', () => {
  const wave = { kind: 'waveform', heightPx: null, isFolded: false } as const;
  const spectrogram = { kind: 'spectrogram', heightPx: null, isFolded: false } as const;
  const tier = { kind: 'tier', heightPx: null, isFolded: false } as const;

  it('fill what there is, to the pixel', () => {
    for (const available of [500, 577, 943]) {
      const heights = laneHeights([wave, wave, spectrogram, spectrogram, tier], available);
      expect(heights.reduce((a, b) => a + b, 0)).toBe(available);
      expect(heights[2]).toBeGreaterThan(heights[0] ?? Infinity);
    }
  });

  it('keep what was set and what is folded', () => {
    const heights = laneHeights([{ ...wave, heightPx: 150 }, { ...wave, isFolded: true }, spectrogram], 600);
    expect(heights).toEqual([150, foldedLanePx, 600 - 150 - foldedLanePx]);
  });

  it('never go below what can be read: then the lanes scroll', () => {
    const heights = laneHeights(
      Array.from({ length: 16 }, () => spectrogram),
      300,
    );
    expect(heights.every((h) => h === minimumLanePx('spectrogram'))).toBe(true);
  });
});

describe('order of lanes', () => {
  it('puts a lane before or after another', () => {
    expect(movedKeys(['a', 'b', 'c'], 'c', { key: 'a', side: 'before' })).toEqual(['c', 'a', 'b']);
    expect(movedKeys(['a', 'b', 'c'], 'a', { key: 'b', side: 'after' })).toEqual(['b', 'a', 'c']);
    expect(movedKeys(['a', 'b', 'c'], 'b', { key: 'gone', side: 'after' })).toEqual(['a', 'b', 'c']);
  });
});

it('of many lanes those near what is scrolled into view are drawn', () => {
  const heights = Array.from({ length: 64 }, () => 80);
  const near = nearLanes(heights, { topPx: 800, bottomPx: 1600 });
  expect(near.indexOf(true)).toBe(9);
  expect(near.lastIndexOf(true)).toBe(20);
  expect(near.filter(Boolean)).toHaveLength(12);
});

it('Ctrl+Shift and the wheel magnify, also where the system turns the wheel sideways', () => {
  const turn = { deltaX: 0, deltaY: -100, deltaMode: 0, shiftKey: true, ctrlKey: true };
  const upright = wheelAction(turn);
  expect('magnify' in upright && upright.magnify).toBeGreaterThan(1.2);
  expect(wheelAction({ ...turn, deltaX: -100, deltaY: 0 })).toEqual(upright);
});
