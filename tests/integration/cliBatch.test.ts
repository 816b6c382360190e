import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phonoscope, startPhonoscope } from '../harness/phonoscope.ts';
import { wavBytes } from '../harness/wavBytes.ts';
import { speechWav, temporaryFolder } from './cliFolder.ts';

const at = temporaryFolder();

describe('a batch', () => {
  const inputs = ['a.wav', 'b.wav', 'bad.wav'].map((name) => at(name));
  const args = ['mel', ...inputs, '--out-dir', at('mels'), '--n-mels', '20', '--json'];

  it('goes on after a failure, and ends with exit code 1 and a summary', async () => {
    copyFileSync(speechWav, inputs[0]!);
    writeFileSync(inputs[1]!, wavBytes([new Float32Array(16_000).fill(0.1)], { sampleRateHz: 8000 }));
    writeFileSync(inputs[2]!, 'not sound at all');
    const { code, stdout, stderr } = await phonoscope(args);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject([
      { input: inputs[0], output: at('mels', 'a.npy'), shape: [688, 20], parameters: { nMels: 20 } },
      { input: inputs[1], shape: [63, 20], sampleRateHz: 8000 },
      { input: inputs[2], error: { code: 'E_FORMAT' } },
    ]);
    expect(stderr).toMatch(/error E_FORMAT: .*bad\.wav.*\n2 done, 1 failed\n$/);
    expect(readdirSync(at('mels')).sort()).toEqual(['a.npy', 'a.npy.json', 'b.npy', 'b.npy.json']);
  });

  it('resumes: skips what is there and as asked, makes the rest', async () => {
    const madeAt = () => statSync(at('mels', 'a.npy')).mtimeMs;
    const before = madeAt();
    copyFileSync(speechWav, inputs[2]!);
    const resumed = await phonoscope([...args, '--resume']);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toContain('1 done, 2 skipped, 0 failed');
    expect(JSON.parse(resumed.stdout)).toMatchObject([{ skipped: true, shape: [688, 20] }, { skipped: true }, {}]);
    expect(madeAt()).toBe(before);

    // Another input under the same name, an output that was cut, and other parameters are all made again.
    copyFileSync(speechWav, inputs[1]!);
    truncateSync(at('mels', 'bad.npy'), 100);
    const changed = await phonoscope([...args, '--resume']);
    expect(changed.stderr).toContain('2 done, 1 skipped, 0 failed');
    expect(readFileSync(at('mels', 'bad.npy'))).toEqual(readFileSync(at('mels', 'a.npy')));
    const others = await phonoscope([...args.filter((arg) => arg !== '20'), '--resume'].toSpliced(7, 0, '21'));
    expect(others.stderr).toContain('3 done, 0 failed');
  });

  it('refuses two inputs with one output', async () => {
    mkdirSync(at('other'), { recursive: true });
    copyFileSync(speechWav, at('other', 'a.wav'));
    const { code, stderr } = await phonoscope(['stft', inputs[0]!, at('other', 'a.wav'), '--out-dir', at('same')]);
    expect(code).toBe(2);
    expect(stderr).toContain('would both become');
    expect(existsSync(at('same'))).toBe(false);
  });
});

describe('interrupted', () => {
  /** An hour of zeros that takes no room on the disk. */
  function longFile(): string {
    const path = at('long.wav');
    const header = Buffer.from(wavBytes([new Float32Array(0)], { sampleRateHz: 16_000, format: 's16' }));
    header.writeUInt32LE(2 * 16_000 * 3600, 40);
    writeFileSync(path, header);
    truncateSync(path, header.length + 2 * 16_000 * 3600);
    return path;
  }

  it.runIf(process.platform !== 'win32').each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends the work, leaves no file and tells with its exit code',
    async (signal) => {
      mkdirSync(at('out'), { recursive: true });
      const child = startPhonoscope(['stft', longFile(), '-o', at('out', 'long.npy'), '--hop', '64']);
      const closed = once(child, 'close');
      while (!readdirSync(at('out')).some((name) => name.endsWith('.part'))) {
        if (child.exitCode !== null) break;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(child.exitCode).toBeNull();
      child.kill(signal);
      expect((await closed)[0]).toBe(signal === 'SIGINT' ? 130 : 143);
      expect(readdirSync(at('out'))).toEqual([]);
      rmSync(at('long.wav'));
    },
  );
});
