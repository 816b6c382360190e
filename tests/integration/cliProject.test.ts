import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { decodeAll } from '../unit/engine/audio/decodeAll.ts';
import { writeFuses } from '../unit/scripts/package/fuseWire.ts';
import { insertTier } from '../fixtures/projects/tierEdits.ts';
import { phonoscope, phonoscopeJson } from '../harness/phonoscope.ts';
import { speechFlac, speechWav, temporaryFolder } from './cliFolder.ts';

const at = temporaryFolder();
const options = { env: { PHONOSCOPE_USER_DATA: at('profile') } };
const project = at('study.phono');

describe('project', () => {
  it('is made with recordings, shown, filled and exported without a changed sample', async () => {
    const made = await phonoscopeJson<object[]>(['project', 'new', project, speechWav, speechFlac], options);
    expect(made).toMatchObject([
      { sampleRateHz: 16_000, nSamples: 176_000 },
      { sampleRateHz: 44_100, channels: 2 },
    ]);
    await phonoscopeJson(['project', 'import', project, speechWav], options);
    const info = await phonoscopeJson<{ documents: { name: string }[] }>(['project', 'info', project], options);
    expect(info).toMatchObject({ closedCleanly: true, assets: [{}, {}, {}], documents: [{ name: 'jfk.wav' }, {}, {}] });

    const exported = await phonoscopeJson<{ output: string }[]>(
      ['project', 'export', project, '--out-dir', at('sounds')],
      options,
    );
    expect(readdirSync(at('sounds')).sort()).toEqual(['jfk 2.wav', 'jfk 3.wav', 'jfk.wav']);
    const hashes = await phonoscopeJson<{ sha256: string }[]>(
      ['info', speechWav, speechFlac, speechWav, ...exported.map(({ output }) => output)],
      options,
    );
    const sha256 = hashes.map((entry) => entry.sha256);
    expect(sha256.slice(3)).toEqual(sha256.slice(0, 3));
  });

  it('repair makes a new project of what a damaged one still holds, and says what is lost', async () => {
    const damaged = at('broken.phono');
    const bytes = readFileSync(project);
    const sample = bytes.indexOf(readFileSync(speechWav).subarray(100_000, 100_064));
    bytes[sample] = bytes[sample]! ^ 1;
    bytes.fill(0, 0, 100); // the header of the file
    writeFileSync(damaged, bytes);
    const repaired = at('repaired.phono');
    const report = await phonoscopeJson(['project', 'repair', damaged, '-o', repaired], options);
    expect(report).toMatchObject({ output: repaired, documents: 3, recordings: 3 });
    const { lost } = report as { lost: string[] };
    expect(lost[0]).toMatch(/first page of the file was damaged/);
    expect(lost[1]).toMatch(/"jfk.wav", channel 1: the sound is lost at 0.000–4.096 s and is silent now/);
    expect(readFileSync(damaged).equals(bytes)).toBe(true);
    expect(await phonoscopeJson(['project', 'check', repaired], options)).toMatchObject({ ok: true });
    const again = await phonoscope(['project', 'repair', damaged, '-o', repaired], options);
    expect([again.code, again.stderr]).toEqual([1, expect.stringMatching(/exists already/)]);
    const none = await phonoscope(['project', 'repair', speechWav, '-o', at('none.phono')], options);
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/nothing can be read of it/)]);
  });

  it('history tells every edit, undo and redo go back and forth', async () => {
    const edited = at('edited.phono');
    await phonoscopeJson(['project', 'new', edited, speechWav], options);
    const store = openProjectStore(edited);
    const { documentId } = store.documents()[0]!;
    insertTier(store, documentId, { name: 'words', kind: 'interval' });
    store.close();
    const history = await phonoscopeJson(['project', 'history', edited], options);
    expect(history).toMatchObject({ edits: [{ title: 'Add tier', parentId: null }], headId: 1, tipId: 1 });
    expect(await phonoscopeJson(['project', 'undo', edited], options)).toMatchObject({ title: 'Add tier' });
    const twice = await phonoscope(['project', 'undo', edited], options);
    expect([twice.code, twice.stderr]).toEqual([1, expect.stringMatching(/has no edit to take back/)]);
    expect(await phonoscopeJson(['project', 'redo', edited, '--document', 'jfk.wav'], options)).toMatchObject({
      editId: 1,
    });
    const { stdout } = await phonoscope(['project', 'history', edited], options);
    expect(stdout).toMatch(/→ +1 +– +\S+ +Add tier/);
    const many = await phonoscope(['project', 'history', project], options);
    expect([many.code, many.stderr]).toEqual([1, expect.stringMatching(/holds 3 documents: name one/)]);
  });

  it('check is content with a whole file and tells what is damaged', async () => {
    expect(await phonoscopeJson(['project', 'check', project], options)).toMatchObject({ ok: true, problems: [] });
    const damaged = at('damaged.phono');
    copyFileSync(project, damaged);
    const bytes = readFileSync(damaged);
    const sample = bytes.indexOf(readFileSync(speechWav).subarray(100_000, 100_064));
    expect(sample).toBeGreaterThan(0);
    bytes[sample] = bytes[sample]! ^ 1;
    writeFileSync(damaged, bytes);
    const { code, stdout, stderr } = await phonoscope(['project', 'check', damaged, '--json'], options);
    expect(code).toBe(1);
    const told = JSON.parse(stdout) as { ok: boolean; problems: string[]; error: { code: string } };
    expect(told).toMatchObject({ ok: false, error: { code: 'E_PROJECT_CORRUPT' } });
    expect(told.problems[0]).toMatch(/checksum/);
    expect(stderr).toMatch(/^error E_PROJECT_CORRUPT: /);
    expect(readFileSync(damaged)).toEqual(bytes);
  });

  it('new never replaces a file, and leaves none when nothing could be read', async () => {
    const before = readFileSync(project);
    const [again, none, nonsense] = await Promise.all([
      phonoscope(['project', 'new', project], options),
      phonoscope(['project', 'new', at('none.phono'), at('nowhere.wav')], options),
      phonoscope(['project', 'info', speechWav], options),
    ]);
    expect([again, none, nonsense].map(({ code }) => code)).toEqual([1, 1, 1]);
    expect(again.stderr).toMatch(/^error E_PARAM: .*exists/);
    expect(none.stderr).toMatch(/^error E_NOT_FOUND: /);
    expect(nonsense.stderr).toMatch(/^error E_FORMAT: .*not a Phonoscope project/);
    expect(readFileSync(project)).toEqual(before);
    expect(readdirSync(at('.')).filter((name) => name.includes('none'))).toEqual([]);
  });

  it('export asks which of several documents', async () => {
    const { code, stderr } = await phonoscope(['project', 'export', project, '-o', at('one.wav')], options);
    expect(code).toBe(1);
    expect(stderr).toContain('choose with --document');
    const one = ['project', 'export', project, '--document', 'jfk.flac', '-o', at('one.flac')];
    expect(await phonoscopeJson(one, options)).toMatchObject({ container: 'flac', bits: '24', channels: 2 });
  });
});

describe('a document of two tracks', () => {
  it('is exported as their sum, at the rate of the document', async () => {
    const path = at('two.phono');
    await phonoscopeJson(['project', 'new', path, speechWav, speechWav], options);
    const store = openProjectStore(path);
    const [document, other] = store.documents();
    const clip = other!.tracks[0]!.clips[0]!;
    const trackId = store.insertTrack(document!.documentId, { name: 'second', channels: 1 });
    store.insertClip(trackId, { ...clip, startSample: 1000 });
    store.removeDocument(other!.documentId);
    store.close();
    const out = at('two.wav');
    const made = await phonoscopeJson(['project', 'export', path, '-o', out], options);
    expect(made).toMatchObject({ bits: '32f', channels: 1, sampleRateHz: 16_000, nSamples: 177_000 });
    const samples = (file: string) => decodeAll(new Uint8Array(readFileSync(file)));
    const [single] = (await samples(speechWav)).channels;
    const expected = new Float32Array(177_000);
    expected.set(single!);
    for (let n = 0; n < 176_000; n++) expected[n + 1000]! += single![n]!;
    expect((await samples(out)).channels[0]).toEqual(expected);
  });
});

describe('models and doctor', () => {
  it('list, describe and verify packs', async () => {
    const [list, info, verified, unknown] = await Promise.all([
      phonoscopeJson<object[]>(['models', 'list']),
      phonoscopeJson(['models', 'info', 'silero-vad']),
      phonoscopeJson(['models', 'verify', 'silero-vad']),
      phonoscope(['models', 'info', 'nothing']),
    ]);
    expect(list).toContainEqual(info);
    expect(info).toMatchObject({ licence: 'MIT', state: 'ready' });
    expect(verified).toMatchObject({ packId: 'silero-vad', ok: true });
    expect(unknown.stderr).toMatch(/^error E_MODEL_MISSING: .*silero-vad/);
  });

  it('doctor says what runs', async () => {
    const found = await phonoscopeJson(['doctor'], options);
    expect(found).toMatchObject({
      node: { version: process.versions.node },
      kernels: expect.stringMatching(/^(addon|wasm) \([a-z0-9]+\)/),
      onnxruntime: { version: expect.stringMatching(/^\d/), providers: expect.arrayContaining(['cpu']) },
      sqlite: { version: expect.stringMatching(/^3\./) },
      models: expect.arrayContaining([expect.objectContaining({ packId: 'silero-vad', state: 'ready' })]),
    });
    expect((found['folders'] as { path: string }[])[0]!.path).toBe(at('profile'));
  });

  it('doctor says which fuses of the Electron that would start are not as in a released app', async () => {
    writeFuses(at('electron'), '0'.repeat(9));
    writeFileSync(at('version'), '45.4.1');
    const env = { ...options.env, ELECTRON_OVERRIDE_DIST_PATH: at('.') };
    const found = await phonoscopeJson(['doctor'], { ...options, env });
    expect(found['electron']).toEqual({
      executable: at('electron'),
      version: '45.4.1',
      source: 'override',
      openFuses: [
        ...['EnableCookieEncryption', 'EnableEmbeddedAsarIntegrityValidation', 'OnlyLoadAppFromAsar'],
        'WasmTrapHandlers',
      ],
    });
  });
});
