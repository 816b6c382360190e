import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inProject } from '../../scripts/projectPaths.ts';
import { phonoscope } from '../harness/phonoscope.ts';
import { wavBytes } from '../harness/wavBytes.ts';
import { speechFlac, speechWav, temporaryFolder } from './cliFolder.ts';

const at = temporaryFolder();
const silence = wavBytes([new Float32Array(1600)], { sampleRateHz: 16_000, format: 's16' });

/** A WAV file with some bytes of its header overwritten. */
function patched(offset: number, bytes: readonly number[]): Uint8Array {
  const copy = Uint8Array.from(silence);
  copy.set(bytes, offset);
  return copy;
}

const le32 = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 255);

function withSample(value: number): Uint8Array {
  const x = new Float32Array(1000);
  x[123] = value;
  return wavBytes([x], { sampleRateHz: 16_000 });
}

const badInputs = [
  { name: 'empty', bytes: new Uint8Array(0), says: /E_FORMAT: .*0 bytes/ },
  {
    name: 'nonsense',
    bytes: Uint8Array.from({ length: 1000 }, (_, i) => (i * 97) & 255),
    says: /E_FORMAT: .*no known/,
  },
  { name: 'cut in the header', bytes: silence.subarray(0, 20), says: /E_FORMAT: .*header/ },
  { name: '0 channels', bytes: patched(22, [0, 0]), says: /E_FORMAT: .*channels=0 must be 1 to 32/ },
  { name: '1 Hz', bytes: patched(24, le32(1)), says: /E_FORMAT: .*sampleRateHz=1 must be/ },
  { name: '10 MHz', bytes: patched(24, le32(10_000_000)), says: /E_FORMAT: .*sampleRateHz=10000000 must be/ },
  { name: 'NaN', bytes: withSample(Number.NaN), says: /E_FORMAT: .*must be finite/ },
  { name: 'infinite', bytes: withSample(-Infinity), says: /E_FORMAT: .*must be finite/ },
];

describe('bad sound ends with exit code 1 and one line', () => {
  it.each(badInputs)('$name', async ({ name, bytes, says }) => {
    const input = at(`${name}.wav`);
    const output = at(`${name}.npy`);
    writeFileSync(input, bytes);
    const [info, mel] = await Promise.all([
      phonoscope(['info', input, '--json']),
      phonoscope(['mel', input, '-o', output]),
    ]);
    for (const { code, stderr } of [info, mel]) {
      expect(code).toBe(1);
      const errors = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('warning: '));
      expect(errors).toHaveLength(1);
      expect(errors[0]).toMatch(says);
    }
    const { error } = JSON.parse(info.stdout) as { error: { code: string; message: string; details: object } };
    expect(`${error.code}: ${error.message}`).toMatch(says);
    expect(error.details).toBeTypeOf('object');
    expect(mel.stdout).toBe('');
    expect(existsSync(output)).toBe(false);
  });

  it('a size that is not true is a warning: what is there is read', async () => {
    writeFileSync(at('lying.wav'), patched(40, le32(4_000_000_000)));
    const { code, stdout, stderr } = await phonoscope(['info', at('lying.wav'), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ nSamples: 1600 });
    expect(stderr).toMatch(/^warning: .*4000000000/);
  });

  it('a folder, a missing file and a device', async () => {
    mkdirSync(at('folder.wav'));
    const [folder, missing, device, stdin] = await Promise.all([
      phonoscope(['info', at('folder.wav')]),
      phonoscope(['info', at('nowhere.wav')]),
      phonoscope(['info', '/dev/zero']),
      phonoscope(['info', '-'], { stdin: new Uint8Array(0) }),
    ]);
    expect([folder, missing, device, stdin].map(({ code }) => code)).toEqual([1, 1, 1, 1]);
    expect(folder.stderr).toMatch(/^error E_FORMAT: .*directory/);
    expect(missing.stderr).toMatch(/^error E_NOT_FOUND: .*nowhere\.wav/);
    if (process.platform === 'linux') expect(device.stderr).toMatch(/^error E_FORMAT: .*device/);
    expect(stdin.stderr).toMatch(/^error E_FORMAT: stdin is empty/);
  });

  it('a channel and a band that are not there', async () => {
    const [channel, band] = await Promise.all([
      phonoscope(['mel', speechFlac, '--channel', '2', '-o', at('c.npy')]),
      phonoscope(['spectrogram', speechWav, '--fmax', '9000', '-o', at('c.png')]),
    ]);
    expect(channel).toMatchObject({ code: 2, stderr: 'error E_PARAM: --channel 2 must be from 0 to 1: there are 2\n' });
    expect(band).toMatchObject({
      code: 2,
      stderr: 'error E_PARAM: --fmax 9000 Hz must be at most half the rate, 8000 Hz\n',
    });
  });
});

describe('a parameter that the user gave', () => {
  it.each([
    [['formants', speechWav, '--max-formants', '0.3'], /--max-formants 0\.3 must be a multiple of 0\.5/],
    [['pitch', speechWav, '--floor', '700'], /--floor 700 must be below --ceiling 600/],
    [
      ['mel', speechWav, '--fmax', '9000', '-o', at('m.npy')],
      /--fmin 0, --fmax 9000 must satisfy 0 ≤ --fmin < --fmax ≤ 8000/,
    ],
    [['ltas', speechWav, '--bandwidth', '0.001'], /--bandwidth 0\.001 must be from/],
    [['intensity', speechWav, '--time-step', '1e-300'], /--time-step 1e-300 gives/],
  ])('is named by its option, and is wrong usage: %j', async (args, message) => {
    const { code, stderr } = await phonoscope(args);
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });

  it('of several files the others go on', async () => {
    const run = await phonoscope(['formants', speechWav, at('none.wav'), '--max-formants', '0.3', '--json']);
    expect(run.code).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject([
      { error: { message: expect.stringContaining('--max-formants 0.3') } },
      {},
    ]);
  });
});

describe('what is no sound', () => {
  it('may be samples without a header: the message names --raw', async () => {
    const notes = at('notes.txt');
    writeFileSync(notes, 'To do: measure the vowels.\n');
    const { code, stderr } = await phonoscope(['info', notes]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error E_FORMAT: .*no known audio format does; .* say --raw rate,channels,format\n$/);
  });
});

describe('outputs', () => {
  it('an input is never overwritten, sound only with --force', async () => {
    const copy = at('original.wav');
    writeFileSync(copy, readFileSync(speechWav));
    const [itself, existing] = await Promise.all([
      phonoscope(['convert', copy, copy, '--force', '--bits', '24']),
      phonoscope(['convert', speechFlac, copy]),
    ]);
    expect(itself).toMatchObject({ code: 1 });
    expect(itself.stderr).toContain('is the input itself');
    expect(existing).toMatchObject({ code: 1 });
    expect(existing.stderr).toContain('exists');
    expect(readFileSync(copy)).toEqual(readFileSync(speechWav));
    expect((await phonoscope(['convert', speechWav, copy, '--force', '--bits', '24'])).code).toBe(0);
    expect(readFileSync(copy).length).toBeGreaterThan(readFileSync(speechWav).length);
  });

  it('a folder that is not there, a folder in place of the file', async () => {
    const [noFolder, folder] = await Promise.all([
      phonoscope(['stft', speechWav, '-o', at('none/x.npy')]),
      phonoscope(['stft', speechWav, '-o', at('.')]),
    ]);
    expect(noFolder.stderr).toMatch(/^error E_NOT_FOUND: .*there is no folder/);
    expect(folder.stderr).toMatch(/^error E_PARAM: .*is a folder/);
  });

  it.runIf(process.platform === 'linux')('a full device', async () => {
    const { code, stderr } = await phonoscope(['stft', speechWav, '-o', '/dev/full']);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'error E_DISK_FULL: "/dev/full" cannot be written: no space left on the device\n',
    });
  });
});

describe('wrong usage ends with exit code 2', () => {
  it.each([
    [['stft', speechWav]],
    [['stft', speechWav, '-o', 'x.npy', '--hop', 'much']],
    [['stft', speechWav, '-o', 'x.npy', '--window', 'round']],
    [['stft', speechWav, speechFlac, '-o', 'x.npy']],
    [['mel', speechWav, '-o', 'x.npy', '--preset', 'whisper', '--n-mels', '64']],
    [['info']],
    [['info', speechWav, '--loud']],
    [['convert', speechWav, 'x.mp3']],
    [['transcribe', speechWav]],
    [['stft', speechWav, '-o', 'x.npy', '--out-dir', 'x']],
    [[]],
  ])('%j', async (args) => {
    const { code, stdout, stderr } = await phonoscope(args, { cwd: at('.') });
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
    expect(readdirSync(at('.')).filter((name) => /^x\./.test(name))).toEqual([]);
  });

  it('tells scripts in JSON too', async () => {
    const { code, stdout, stderr } = await phonoscope(['info', speechWav, '--loud', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'E_PARAM', message: "unknown option '--loud'", details: {} } });
    expect(stderr).toBe("error E_PARAM: unknown option '--loud'\n");
  });
});

const isRoot = process.getuid?.() === 0;
/** Permissions mean nothing to root: as root, another user tries; as anyone else, we do. */
const prefix = isRoot ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : [];
/** Setpriv is missing on some machines, and the project may lie where nobody else can read it. */
const canTry =
  process.platform !== 'win32' &&
  (!isRoot ||
    spawnSync('setpriv', [
      ...prefix.slice(1),
      process.execPath,
      '-e',
      `fs.accessSync(${JSON.stringify(inProject('scripts/phonoscope.mjs'))})`,
    ]).status === 0);

describe.skipIf(!canTry)('without the right', () => {
  it('to read, to write', async () => {
    chmodSync(at('.'), 0o755);
    const secret = at('secret.wav');
    writeFileSync(secret, silence);
    chmodSync(secret, 0o000);
    mkdirSync(at('closed'), { mode: 0o555 });
    const [read, write] = await Promise.all([
      phonoscope(['info', secret], { prefix }),
      phonoscope(['stft', speechWav, '-o', at('closed', 'x.npy')], { prefix }),
    ]);
    chmodSync(secret, 0o600);
    expect(read).toMatchObject({ code: 1 });
    expect(read.stderr).toMatch(/^error E_PERMISSION: .*secret\.wav/);
    expect(write).toMatchObject({ code: 1 });
    expect(write.stderr).toMatch(/^error E_PERMISSION: .*x\.npy/);
  });
});
