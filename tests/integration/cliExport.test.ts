import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../main/services/audio/findFfmpeg.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { insertTier, insertTierItems } from '../fixtures/projects/tierEdits.ts';
import { phonoscope, phonoscopeJson } from '../harness/phonoscope.ts';
import { decodeAll } from '../unit/engine/audio/decodeAll.ts';
import { speechWav, temporaryFolder } from './cliFolder.ts';

const at = temporaryFolder();
const options = { env: { PHONOSCOPE_USER_DATA: at('profile') } };
const project = at('study.phono');
const hasFfmpeg = (await findFfmpeg()) !== null;
const decode = (path: string) => decodeAll(new Uint8Array(readFileSync(path)));
const run = (...args: string[]) => phonoscopeJson(['project', 'export', project, ...args], options);

beforeAll(async () => {
  await phonoscopeJson(['project', 'new', project, speechWav], options);
  const store = openProjectStore(project);
  const tierId = insertTier(store, store.documents()[0]!.documentId, { name: 'words', kind: 'interval' });
  insertTierItems(store, tierId, [
    { startSample: 0, endSample: 8000, label: 'a' },
    { startSample: 8000, endSample: 9000, label: '' },
    { startSample: 16_000, endSample: 48_000, label: 'b,c' },
  ]);
  store.close();
});

describe('project export', () => {
  it('--tier makes a data set of its labels', async () => {
    const folder = at('data');
    const made = await run(
      ...['--out-dir', folder, '--tier', 'words', '--table', 'csv', '--textgrids', '--rate', '8000'],
    );
    expect(made).toMatchObject({
      ...{ output: folder, container: 'wav', bits: '16', sampleRateHz: 8000, channels: 1, nSamples: 20_000 },
      ...{ files: ['jfk_1_a.wav', 'jfk_2_b,c.wav'], warnings: ['1 intervals were left out: they have no label'] },
    });
    expect(readdirSync(folder).sort()).toEqual([
      ...['jfk_1_a.TextGrid', 'jfk_1_a.wav', 'jfk_2_b,c.TextGrid', 'jfk_2_b,c.wav', 'metadata.csv'],
    ]);
    const [head, first, second] = readFileSync(`${folder}/metadata.csv`, 'utf8').split('\r\n');
    expect(head).toBe('file_name,text,start,end,file_start,file_end,duration,tier,track,document,source,source_sha256');
    expect(first).toMatch(/^jfk_1_a.wav,a,0,0.5,0,0.5,0.5,words,,jfk.wav,jfk.wav,[0-9a-f]{64}$/);
    expect(second).toMatch(/^"jfk_2_b,c.wav","b,c",1,3,1,3,2,words,/);
    expect((await decode(`${folder}/jfk_2_b,c.wav`)).info.nSamples).toBe(16_000);
    const again = await phonoscope(['project', 'export', project, '--out-dir', folder, '--tier', 'words'], options);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('"jfk_1_a.wav" exists')]);
  });

  it('--start and --end cut, --stems names the tracks, - is stdout with a whole header', async () => {
    const part = at('part.wav');
    await run('-o', part, '--start', '1', '--end', '0:03', '--bits', '24');
    const whole = await decode(speechWav);
    const cut = await decode(part);
    expect(cut.channels).toEqual([whole.channels[0]!.slice(16_000, 48_000)]);
    expect(await run('--out-dir', at('stems'), '--stems', '--format', 'flac')).toMatchObject({
      files: ['jfk - jfk.wav.flac'],
    });
    const { code, stdoutBytes } = await phonoscope(
      ['project', 'export', project, '-o', '-', '--format', 'wav', '--end', '1'],
      options,
    );
    expect(code).toBe(0);
    const piped = await decodeAll(new Uint8Array(stdoutBytes));
    expect(piped.info).toMatchObject({ nSamples: 16_000, bitsPerSample: 16 });
  });

  it('--provenance writes the history beside; metadata go into the file', async () => {
    const out = at('told.wav');
    await run('-o', out, '--provenance', '--title', 'Speech', '--bext', '--cues');
    expect(readFileSync(out).includes('INAM')).toBe(true);
    expect(JSON.parse(readFileSync(at('told.provenance.json'), 'utf8'))).toMatchObject({
      format: 'phonoscope-provenance',
      export: { files: [{ fileName: 'told.wav', startSample: 0, endSample: 176_000 }] },
    });
    expect((await decode(out)).channels).toEqual((await decode(speechWav)).channels);
  });

  it('wrong usage is told by the option', async () => {
    const of = async (...args: string[]) => {
      const { code, stderr } = await phonoscope(['project', 'export', project, ...args], options);
      return `${code} ${stderr}`;
    };
    const told = await Promise.all([
      of('-o', at('x.ogg')),
      of('-o', at('x.mp3'), '--bits', '16'),
      of('-o', at('x.wav'), '--bitrate', '64'),
      of('-o', at('x.wav'), '--tier', 'words'),
      of('--out-dir', at('x'), '--tier', 'nobody'),
      of('--out-dir', at('x'), '--tier', 'words', '--name', '{lable}'),
    ]);
    expect(told[0]).toMatch(/^2 .*must end in .wav, .flac, .opus, .m4a, .mp3/);
    expect(told[1]).toMatch(/^2 .*--bits and --dither are for wav and flac, not for mp3/);
    expect(told[2]).toMatch(/^2 .*--bitrate is for opus, m4a and mp3/);
    expect(told[3]).toMatch(/^2 .*give --out-dir/);
    expect(told[4]).toMatch(/^1 error E_NOT_FOUND: there is no tier "nobody"; there are: "words"/);
    expect(told[5]).toMatch(/^2 .*\{lable\} is no field/);
  });

  it('a format that nobody encodes here names what is needed', async () => {
    const env = { ...options.env, PATH: '/nowhere' };
    const { code, stderr } = await phonoscope(['project', 'export', project, '-o', at('none.mp3')], {
      ...options,
      env,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error E_CODEC: MP3 cannot be encoded here: it needs ffmpeg, and none is on PATH/);
    expect(readdirSync(at('.')).filter((name) => name.includes('none'))).toEqual([]);
  });

  it.skipIf(!hasFfmpeg)('MP3 and Opus by ffmpeg, a file that exists only with --force', async () => {
    const out = at('a.mp3');
    writeFileSync(out, 'mine');
    const refused = await phonoscope(['project', 'export', project, '-o', out], options);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('exists')]);
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect(await run('-o', out, '--force', '--bitrate', '64')).toMatchObject({ container: 'mp3', kbps: 64 });
    expect((await decode(out)).info).toMatchObject({ sampleRateHz: 16_000, nSamples: 176_000 });
    await run('-o', at('a.opus'));
    expect((await decode(at('a.opus'))).info).toMatchObject({ sampleRateHz: 48_000, nSamples: 528_000 });
  });
});
