import { describe, expect, it } from 'vitest';
import type { ClipInfo, DocumentInfo } from '../../../../../preload/contract/project.ts';
import { editPlace } from '../../../../../renderer/features/editing/editPlace.ts';

const clip = (clipId: string, startSample: number, lengthSamples: number): ClipInfo => ({
  clipId,
  assetId: 'a',
  startSample,
  lengthSamples,
  assetOffsetSamples: 0,
  gain: 1,
  fadeIn: null,
  fadeOut: null,
  isReversed: false,
});

const document: DocumentInfo = {
  documentId: 'd',
  name: 'd',
  sampleRateHz: 16_000,
  lengthSamples: 10_000,
  mix: null,
  tiers: [],
  tracks: [
    {
      trackId: 't',
      name: 't',
      channels: 1,
      gain: 1,
      isMuted: false,
      sourceId: 's',
      clips: [clip('c1', 100, 200), clip('c2', 500, 50)],
    },
  ],
};
const span = { startSample: 1000, endSample: 3000 };
const point = { startSample: 1000, endSample: 1000 };

describe('where an edit was', () => {
  it('is its span, where that is still there', () => {
    expect(editPlace({ command: { kind: 'sound.gain', ...span } }, 'redo', document)).toEqual(span);
    expect(editPlace({ command: { kind: 'sound.delete', ripple: 'track', ...span } }, 'undo', document)).toEqual(span);
  });

  it('is the point where time went', () => {
    expect(editPlace({ command: { kind: 'sound.delete', ripple: 'track', ...span } }, 'redo', document)).toEqual(point);
    expect(editPlace({ command: { kind: 'sound.delete', ripple: 'none', ...span } }, 'redo', document)).toEqual(span);
    const silence = { kind: 'sound.insertSilence', atSample: 1000, lengthSamples: 500 };
    expect(editPlace({ command: silence }, 'undo', document)).toEqual(point);
    expect(editPlace({ command: silence }, 'redo', document)).toEqual({ startSample: 1000, endSample: 1500 });
  });

  it('a take that was undone leaves the cursor where the next begins; one over a selection leaves the selection', () => {
    const free = { kind: 'recording.put', startSample: span.startSample, endSample: null, lengthSamples: 500 };
    expect(editPlace({ command: free }, 'undo', document)).toEqual(point);
    expect(editPlace({ command: { ...free, endSample: span.endSample } }, 'undo', document)).toEqual(span);
  });

  it('is where its clips lie now', () => {
    const command = { kind: 'sound.moveClips', clipIds: ['c1', 'c2'], bySamples: 50 };
    expect(editPlace({ command }, 'undo', document)).toEqual({ startSample: 100, endSample: 550 });
  });

  it('is from the first to the last correction by hand', () => {
    const corrections = [
      { kind: 'choose', atSample: 3000, hz: 100 },
      { kind: 'unvoice', startSample: 1000, endSample: 2000 },
    ];
    expect(editPlace({ command: { kind: 'contour.correct', corrections } }, 'undo', document)).toEqual(span);
  });

  it('ends with the document', () => {
    const command = { kind: 'sound.gain', startSample: 9000, endSample: 99_000 };
    expect(editPlace({ command }, 'undo', document)).toEqual({ startSample: 9000, endSample: 10_000 });
  });

  it.each([[null], ['text'], [{ kind: 'track.rename', name: 'x' }], [{ kind: 'sound.moveClips', clipIds: 7 }]])(
    'is nowhere for %j',
    (command) => {
      expect(editPlace({ command }, 'undo', document)).toBeNull();
    },
  );
});
