import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileRegistry } from '../../../../main/services/projects/fileRegistry.ts';
import { checkProject, projectSummary } from '../../../../main/services/projects/projectSummary.ts';
import { createRecentProjects } from '../../../../main/services/projects/recentProjects.ts';
import { sourceIdOf } from '../../../../main/services/projects/sourceId.ts';
import { openProjectStore } from '../../../../main/store/openProjectStore.ts';
import { addRecording, monoAsset, newStore, s16Block, temporaryFolder } from '../../store/projectFixture.ts';
import { playedAsIs } from '../../../../main/store/documentState.ts';

describe('file handles', () => {
  it('name a file for one purpose only', () => {
    const files = createFileRegistry();
    const fileId = files.register('/somewhere/a.wav', 'open');
    expect(fileId).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(files.resolve(fileId, 'open')).toBe('/somewhere/a.wav');
    expect(() => files.resolve(fileId, 'save')).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }));
    expect(() => files.resolve('/somewhere/a.wav', 'open')).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }));
    expect(() => files.register('a.wav', 'open')).toThrow('path=a.wav must be absolute');
  });
});

describe('the address of a track', () => {
  it('stays while its recording arrives and changes with anything else', () => {
    const store = newStore();
    const assetId = store.insertAsset(monoAsset);
    const documentId = store.insertDocument({ name: 'x', sampleRateHz: 44_100 });
    const trackId = store.insertTrack(documentId, { name: 'x', channels: 1 });
    const clipId = store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: 0, assetOffsetSamples: 0 });
    const address = () => {
      const [document] = store.documents();
      return sourceIdOf(document!, document!.tracks[0]!);
    };
    const arriving = address();
    expect(arriving).toMatch(new RegExp(`^${trackId}@[0-9a-f]{16}$`));
    store.appendBlocks(assetId, [s16Block('x', 0)]);
    store.setClipLength(clipId, 65_536);
    store.finishAsset(assetId, { nSamples: 65_536, warnings: [] });
    expect(address()).toBe(arriving);

    const base = {
      trackId,
      channels: 1,
      clips: [{ clipId: 'c', assetId: 'a', startSample: 0, lengthSamples: 9, assetOffsetSamples: 0, ...playedAsIs }],
    };
    const variants = [
      sourceIdOf({ sampleRateHz: 8000 }, base),
      sourceIdOf({ sampleRateHz: 8001 }, base),
      sourceIdOf({ sampleRateHz: 8000 }, { ...base, clips: [] }),
      ...[
        { startSample: 1 },
        { assetOffsetSamples: 1 },
        { clipId: 'd' },
        { assetId: 'b' },
        { gain: 2 },
        { isReversed: true },
      ].map((change) => sourceIdOf({ sampleRateHz: 8000 }, { ...base, clips: [{ ...base.clips[0]!, ...change }] })),
    ];
    expect(new Set(variants).size).toBe(variants.length);
  });
});

describe('recent projects', () => {
  it('are kept newest first, once each, at most twenty', () => {
    const folder = temporaryFolder();
    const recent = createRecentProjects(folder);
    for (let i = 0; i < 25; i++) recent.add(`/p/${i}.phono`, `project ${i}`);
    recent.add('/p/10.phono', 'project 10');
    const names = createRecentProjects(folder)
      .list()
      .map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['project 10', 'project 24', 'project 23']);
    expect(names).toHaveLength(20);
  });

  it('say whether the file is still there', () => {
    const folder = temporaryFolder();
    const path = join(folder, 'a.phono');
    writeFileSync(path, '');
    const recent = createRecentProjects(folder);
    recent.add(path, 'a');
    const [entry] = recent.list();
    expect(entry).toMatchObject({ name: 'a', filePath: path, exists: true, isDraft: false });
    recent.add(join(folder, 'drafts', 'b.phono'), 'b');
    expect(recent.list()[0]).toMatchObject({ name: 'b', exists: false, isDraft: true });
    recent.remove(join(folder, 'drafts', 'b.phono'));
    expect(recent.pathOf(entry!.recentId)).toBe(path);
    rmSync(path);
    expect(recent.list()[0]?.exists).toBe(false);
    recent.remove(path);
    expect(() => recent.pathOf(entry!.recentId)).toThrow(expect.objectContaining({ code: 'E_NOT_FOUND' }));
  });

  it.each(['', 'nonsense', '{}', '[1, {"filePath": 3}, {"filePath": "/a", "name": "a", "openedAt": "yesterday"}]'])(
    'are none when the list holds %j',
    (content) => {
      const folder = temporaryFolder();
      writeFileSync(join(folder, 'recent.json'), content);
      expect(createRecentProjects(folder).list()).toEqual([]);
    },
  );
});

describe('for the command line', () => {
  it('a summary holds everything, and a check finds what is wrong', () => {
    const store = newStore();
    const { documentId, assetId, nSamples } = addRecording(store);
    const summary = projectSummary(store);
    expect(summary).toMatchObject({
      filePath: store.filePath,
      appVersion: '0.1.0',
      closedCleanly: true,
      blocks: 2,
      documents: [
        {
          documentId,
          lengthSamples: nSamples,
          durationSec: nSamples / 44_100,
          tracks: [{ clips: [{ assetId }] }],
          tiers: [],
        },
      ],
      assets: [{ assetId, name: 'speech.wav' }],
    });
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
    store.close();
    expect(checkProject(store.filePath)).toEqual({
      filePath: store.filePath,
      ok: true,
      closedCleanly: true,
      blocks: 2,
      audioBytes: nSamples * 2,
      problems: [],
    });
    const writer = openProjectStore(store.filePath);
    const unfinished = writer.insertAsset(monoAsset);
    writer.appendBlocks(unfinished, [s16Block('x', 0)]);
    expect(() => checkProject(store.filePath)).toThrow(expect.objectContaining({ code: 'E_PROJECT_LOCKED' }));
    writer.close();
  });
});
