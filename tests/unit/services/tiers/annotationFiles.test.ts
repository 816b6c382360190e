import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createEditsService } from '../../../../main/services/edits/createEditsService.ts';
import { createFileRegistry } from '../../../../main/services/projects/fileRegistry.ts';
import { createAnnotationFiles } from '../../../../main/services/tiers/annotationFiles.ts';
import { addRecording, newStore, temporaryFolder } from '../../store/projectFixture.ts';

const context = { signal: new AbortController().signal };
const golden = (name: string) => fileURLToPath(new URL(`../../../golden/annotations/written/${name}`, import.meta.url));

function service(...recordings: string[]) {
  const store = newStore();
  const documentIds = recordings.map((name) => addRecording(store, name).documentId);
  const edits = createEditsService({ store: () => store, emit: () => undefined, noteChange: () => undefined });
  const files = createFileRegistry();
  const handlers = createAnnotationFiles({ files, store: () => store, edits });
  const folder = temporaryFolder();
  const tiersOf = (documentId: string) => store.documentState(documentId).tiers;
  return {
    store,
    documentIds,
    handlers,
    tiersOf,
    file: (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    },
    place: (name: string) => join(folder, name),
    imported: async (path: string, documentId: string | null = documentIds[0] ?? null) =>
      handlers['annotations.import']({ fileId: files.register(path, 'open'), documentId }, context),
    exported: async (path: string, documentId = documentIds[0]!, tierIds: string[] | null = null) =>
      handlers['annotations.export']({ documentId, tierIds, fileId: files.register(path, 'save') }, context),
    recognised: async (...paths: string[]) => {
      const ids = paths.map((path) => files.register(path, 'open'));
      const { fileIds } = await handlers['annotations.recognise']({ fileIds: ids }, context);
      return fileIds.map((fileId) => basename(files.resolve(fileId, 'open')));
    },
  };
}

describe('annotations of a project', () => {
  it('come as tiers in one edit that is undone at once', async () => {
    const { imported, tiersOf, documentIds, store } = service('speech.wav');
    const result = await imported(golden('long8.TextGrid'));
    expect(result).toMatchObject({ documentId: documentIds[0], format: 'textgrid', nItems: 8, notes: [] });
    const [words, phones, bell] = tiersOf(documentIds[0]!);
    expect([words, phones, bell].map((tier) => [tier?.name, tier?.kind, tier?.items.length])).toEqual([
      ['words', 'interval', 4],
      ['phönes', 'interval', 2],
      ['bell', 'point', 2],
    ]);
    expect(words?.items[0]).toMatchObject({
      startSample: Math.round(0.32 * 44_100),
      endSample: Math.round(0.74 * 44_100),
      label: 'And so, "my"',
      attributes: null,
    });
    expect(words?.parameters).toEqual({ importedFrom: 'long8.TextGrid', format: 'textgrid' });
    expect(store.undo(documentIds[0]!)?.title).toBe('Import annotations from "long8.TextGrid"');
    expect(tiersOf(documentIds[0]!)).toEqual([]);
  });

  it('go to the recording that is called as the file is', async () => {
    const { imported, documentIds, file } = service('one.wav', 'Two.flac');
    expect(await imported(file('two.srt', '1\n00:00:00,000 --> 00:00:01,000\nx\n'))).toMatchObject({
      documentId: documentIds[1],
    });
    expect(await imported(file('three.srt', '00:00:00,000 --> 00:00:01,000\nx'))).toMatchObject({
      documentId: documentIds[0],
    });
    await expect(imported(file('four.srt', ''), null)).rejects.toThrow(
      'no recording is open that they could belong to',
    );
  });

  it('keep what tiers have no place for: ELAN’s hierarchy, Audacity’s frequencies, fields of tables', async () => {
    const { imported, exported, place, tiersOf, documentIds } = service('speech.wav');
    const { tierIds } = await imported(golden('interview.eaf'));
    await exported(place('again.eaf'), documentIds[0], [...tierIds]);
    const text = readFileSync(place('again.eaf'), 'utf8').replace(/DATE="[^"]*"/, 'DATE="1970-01-01T00:00:00Z"');
    expect(text).toBe(readFileSync(golden('interview.eaf'), 'utf8'));

    const labels = await imported(golden('labels.txt'));
    expect(tiersOf(documentIds[0]!).at(-2)?.items[0]?.attributes).toEqual({ lowHz: 120.5, highHz: 4000 });
    await exported(place('again.txt'), documentIds[0], [...labels.tierIds]);
    expect(readFileSync(place('again.txt'), 'utf8').split('\n')[1]).toBe('\\\t120.500000\t4000.000000');
  });

  it('cues of a WAV file are imported', async () => {
    const { imported } = service('speech.wav');
    expect(await imported(golden('cues.wav'))).toMatchObject({ format: 'wav', nItems: 8 });
  });

  it('what lies outside of the timeline, is too short or too long is changed and told', async () => {
    const { imported, file, tiersOf, documentIds } = service('speech.wav');
    const long = 'x'.repeat(10_001);
    const csv = `tier,kind,start,end,label\n,interval,-1,1,a\n,interval,-2,-1,b\n,interval,2,2.000001,${long}\n,point,1e9,1e9,far\n`;
    const { notes } = await imported(file('odd.csv', csv));
    expect(notes).toEqual([
      '2 labels: outside of the timeline, left out.',
      '1 label: cut at the start of the timeline.',
      '1 interval: shorter than a sample, lasts one.',
      '1 label: cut to 10000 characters.',
    ]);
    expect(tiersOf(documentIds[0]!)[0]?.items.map(({ startSample, endSample }) => [startSample, endSample])).toEqual([
      [0, 44_100],
      [88_200, 88_201],
    ]);
  });

  it('are refused with the file, the place and the rule', async () => {
    const { imported, exported, file, place, tiersOf, documentIds } = service('speech.wav');
    await expect(imported(file('a.vtt', 'WEBVTT\n\n00:01 --> 00:02\nx'))).rejects.toThrow('"a.vtt": line 3: ');
    await expect(imported(file('a.srt', ''))).rejects.toThrow('"a.srt" is empty');
    await expect(imported(place('none.srt'))).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    await expect(exported(place('a.TextGrid'))).rejects.toThrow('speech.wav has no tiers to export');
    await imported(golden('labels.txt'));
    await expect(exported(place('a.doc'))).rejects.toThrow('"a.doc" must end in .TextGrid');
    expect(existsSync(place('a.doc'))).toBe(false);
    expect(tiersOf(documentIds[0]!)).toHaveLength(2);
  });

  it('are told from other files by name, and where others use it too, by content', async () => {
    const { recognised, file } = service();
    const files = [
      file('a.TextGrid', 'x'),
      file('words.txt', 'no sound, only words'),
      file('labels.txt', '1\t2\tx\n'),
      file('a.wav', 'RIFF'),
      file('table.csv', 'start,end,label\n'),
      file('other.csv', 'a,b\n1,x\n'),
      file('empty.srt', ''),
    ];
    expect(await recognised(...files)).toEqual(['a.TextGrid', 'labels.txt', 'table.csv', 'empty.srt']);
  });
});
