import { describe, expect, it } from 'vitest';
import { createInsertFile, insertSound } from '../../../../main/services/edits/insertFile.ts';
import type { PutSound } from '../../../../main/services/audio/importAudio.ts';
import { createFileRegistry } from '../../../../main/services/projects/fileRegistry.ts';
import { monoAsset } from '../../store/projectFixture.ts';
import { editProject, renderTracks, sampleRateHz } from './editProject.ts';

const sound = Float32Array.from({ length: 50 }, (_, n) => 0.5 + n / 1000);
const context = { signal: new AbortController().signal };

function withFile() {
  const project = editProject();
  const { store } = project;
  const name = 'file.wav';
  const assetId = store.insertAsset({ ...monoAsset, sampleFormat: 'f32', sampleRateHz, name });
  const bytes = new Uint8Array(sound.buffer);
  store.appendBlocks(assetId, [{ channel: 0, index: 0, encoding: 'f32', nSamples: 50, bytes }]);
  store.finishAsset(assetId, { nSamples: 50, warnings: [] });
  return { ...project, assetId };
}

describe('a file', () => {
  it.each(['none', 'track', 'document'] as const)('goes into the named track at its place, ripple %s', (ripple) => {
    const project = withFile();
    const { store, edits, documentId, trackIds, assetId } = project;
    const before = renderTracks(project);
    const files = createFileRegistry();
    let put: PutSound | undefined;
    const startFileImport = (_path: string, _raw: unknown, putSound?: PutSound) => {
      put = putSound;
      return 'job-1';
    };
    const handlers = createInsertFile({ store: () => store, edits, audio: { startFileImport }, files });
    const fileId = files.register('/file.wav', 'open');
    const input = { documentId, fileId, trackIds: [trackIds[0]!], atSample: 100, ripple };
    expect(handlers['audio.insertFile'](input, context)).toEqual({ jobId: 'job-1' });
    expect(renderTracks(project)).toEqual(before); // until it is there
    expect(put?.({ assetId, sampleRateHz, channels: 1, nSamples: 50 })).toEqual({ documentId, trackId: trackIds[0] });
    const naive = (x: Float32Array, isNamed: boolean) => {
      const y = [...x];
      if (isNamed) y.splice(100, ripple === 'none' ? 50 : 0, ...sound);
      else if (ripple === 'document') y.splice(100, 0, ...new Array<number>(50).fill(0));
      return Float32Array.from(y);
    };
    expect(renderTracks(project)).toEqual(before.map((x, i) => naive(x, i === 0)));
    expect(store.undo(documentId)?.title).toBe('Insert "file.wav", 0.006 s');
    expect(renderTracks(project)).toEqual(before);
    expect(store.check()).toEqual([]);
  });

  it('is refused where the track is gone', () => {
    const { store, documentId } = editProject();
    const place = { trackIds: ['gone'], atSample: 0, ripple: 'none' as const };
    expect(() =>
      insertSound(store.documentState(documentId), { assetId: 'a', lengthSamples: 1 }, place, () => 'c'),
    ).toThrow(/track gone is not in document/);
  });
});
