import { describe, expect, it } from 'vitest';
import { editProject, renderTracks } from './editProject.ts';

function oneClip() {
  const project = editProject();
  const trackId = project.trackIds[0]!;
  const clips = () => project.store.documentState(project.documentId).tracks[0]!.clips;
  const sound = () => renderTracks(project)[0]!;
  return { ...project, trackId, clips, sound };
}

describe('trimming a clip by its ends', () => {
  it('cuts it and brings back what its recording goes on with', () => {
    const { edits, documentId, clips, sound } = oneClip();
    const dry = sound();
    const trim = (startSample: number, endSample: number) =>
      edits.apply(documentId, { kind: 'sound.trimClip', clipId: clips()[0]!.clipId, startSample, endSample });
    expect(trim(100, 300).title).toBe('Trim clip to 0.025 s');
    expect(sound()).toEqual(dry.map((value, n) => (n < 100 ? 0 : value)).slice(0, 300));
    trim(50, 400);
    expect(sound()).toEqual(dry.map((value, n) => (n < 50 ? 0 : value)));
    expect(() => trim(0, 401)).toThrow('where there are 400');
    expect(trim(50, 400).editId).toBeNull();
  });

  it('covers what lies beside it', () => {
    const { edits, documentId, trackId, clips, sound } = oneClip();
    edits.apply(documentId, { kind: 'sound.split', trackIds: [trackId], atSamples: [200] });
    edits.apply(documentId, { kind: 'sound.reverse', trackIds: [trackId], startSample: 200, endSample: 400 });
    const { clipId } = clips()[0]!;
    edits.apply(documentId, { kind: 'sound.trimClip', clipId, startSample: 0, endSample: 250 });
    expect(Array.from(sound().slice(195, 255), (value) => Math.round(value * 1e6))).toEqual(
      Array.from({ length: 60 }, (_, i) => (i < 55 ? 196 + i : 400 - (i - 5))),
    );
  });

  it('never reaches beyond the beginning of its recording, backwards too', () => {
    const { edits, documentId, trackId, clips } = oneClip();
    edits.apply(documentId, {
      kind: 'sound.insertSilence',
      trackIds: [trackId],
      atSample: 0,
      lengthSamples: 100,
      ripple: 'track',
    });
    const { clipId } = clips()[0]!;
    expect(() => edits.apply(documentId, { kind: 'sound.trimClip', clipId, startSample: 99, endSample: 500 })).toThrow(
      'beyond the beginning of its recording',
    );
  });
});

it('fades of a clip are set, changed and removed by its handles', () => {
  const { edits, documentId, clips, sound } = oneClip();
  const dry = sound();
  const fade = (lengthSamples: number) =>
    edits.apply(documentId, {
      kind: 'sound.fadeClip',
      clipId: clips()[0]!.clipId,
      direction: 'in',
      shape: 'linear',
      lengthSamples,
    });
  fade(100);
  expect(sound()[50]).toBeCloseTo((dry[50]! * 50.5) / 100, 9);
  fade(200);
  expect(sound()[50]).toBeCloseTo((dry[50]! * 50.5) / 200, 9);
  expect(fade(0).title).toBe('Remove fade in');
  expect(sound()).toEqual(dry);
  expect(() => fade(401)).toThrow('lengthSamples=401 must be ≤ 400');
});
