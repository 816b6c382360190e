import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClipInfo } from '../../../../../preload/contract/project.ts';
import {
  clipEndOf,
  describePreview,
  previewOf,
  snapped,
  type ClipGestureKind,
} from '../../../../../renderer/features/editing/clipGesture.ts';

const clip: ClipInfo = {
  clipId: 'c',
  assetId: 'a',
  startSample: 1000,
  lengthSamples: 2000,
  assetOffsetSamples: 300,
  gain: 1,
  fadeIn: null,
  fadeOut: { lengthSamples: 400, shape: 'linear', skippedSamples: 100 },
  isReversed: false,
};
const free = { toTrackId: 't', targets: [] as number[], reachSamples: 100, assetSamples: 2500 };
const drag = (kind: ClipGestureKind, bySamples: number, change: Partial<typeof free> = {}) =>
  previewOf({ kind, clip, trackId: 't' }, { ...free, ...change, bySamples });

describe('dragging a clip', () => {
  it('moves it, never before the beginning', () => {
    expect(drag('move', 250)).toMatchObject({ startSample: 1250, endSample: 3250 });
    expect(drag('move', -5000)).toMatchObject({ startSample: 0, endSample: 2000 });
    expect(drag('move', 0, { toTrackId: 'other' }).trackId).toBe('other');
  });

  it('holds on to what is near, by either edge', () => {
    expect(snapped(93, [1000, 3000], [1100], 20)).toBe(100);
    expect(snapped(93, [1000, 3000], [3090], 20)).toBe(90);
    expect(snapped(93, [1000, 3000], [1200], 20)).toBe(93);
    expect(drag('move', 93, { targets: [1100] }).startSample).toBe(1100);
  });

  it('draws its ends out as far as the recording goes', () => {
    expect(drag('start', -9000).startSample).toBe(700);
    expect(drag('end', 9000).endSample).toBe(3200);
    expect(drag('start', 9000).startSample).toBe(clipEndOf(clip) - 1);
    expect(drag('end', -9000).endSample).toBe(1001);
  });

  it('backwards the other way round', () => {
    const reversed = { ...clip, isReversed: true };
    const of = (kind: ClipGestureKind, bySamples: number) =>
      previewOf({ kind, clip: reversed, trackId: 't' }, { ...free, bySamples });
    expect(of('start', -9000).startSample).toBe(800);
    expect(of('end', 9000).endSample).toBe(3300);
  });

  it('sets fades from where they are', () => {
    expect(drag('fadeIn', 500).fadeSamples).toBe(500);
    expect(drag('fadeOut', -200).fadeSamples).toBe(500);
    expect(drag('fadeOut', 9000).fadeSamples).toBe(0);
  });

  it('stays within what the recording has, whatever the drag', () => {
    const kinds = fc.constantFrom<ClipGestureKind>('move', 'start', 'end', 'fadeIn', 'fadeOut');
    fc.assert(
      fc.property(kinds, fc.integer({ min: -20_000, max: 20_000 }), fc.array(fc.nat(5000)), (kind, by, targets) => {
        const preview = drag(kind, by, { targets });
        expect(preview.startSample).toBeGreaterThanOrEqual(0);
        expect(preview.endSample).toBeGreaterThan(preview.startSample);
        expect(preview.fadeSamples).toBeLessThanOrEqual(preview.endSample - preview.startSample);
        if (kind === 'move') expect(preview.endSample - preview.startSample).toBe(clip.lengthSamples);
        else expect([preview.startSample >= 700, preview.endSample <= 3200]).toEqual([true, true]);
      }),
    );
  });
});

it('says what a drag does', () => {
  expect(describePreview(clip, drag('move', -500), 1000)).toBe('Move clip −500 ms to 0:00.500');
  expect(describePreview(clip, drag('fadeIn', 500), 1000)).toBe('Fade in 500 ms');
  expect(describePreview(clip, drag('end', -500), 1000)).toBe('Clip to 0:02.500 · 1.500 s');
});
