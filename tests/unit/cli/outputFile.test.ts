import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeOutput } from '../../../main/cli/output/outputFile.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'phonoscope-output-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const text = (value: string) => new TextEncoder().encode(value);

describe('writeOutput', () => {
  it('a failure leaves what was there before', async () => {
    const path = join(folder, 'x.npy');
    writeFileSync(path, 'before');
    const failing = writeOutput(path, { replace: true }, async (sink) => {
      await sink.write(text('half of it'));
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    expect(readdirSync(folder)).toEqual(['x.npy']);
    expect(readFileSync(path, 'utf8')).toBe('before');
  });

  it('appends, patches, and replaces what a link points to', async () => {
    writeFileSync(join(folder, 'real.npy'), 'before');
    const link = join(folder, 'link.npy');
    symlinkSync('real.npy', link);
    await writeOutput(link, { replace: true }, async (sink) => {
      await sink.write(text('abc'));
      await sink.write(text('def'));
      await sink.writeAt?.(1, text('XY'));
      await sink.write(text('g'));
    });
    expect(readlinkSync(link)).toBe('real.npy');
    expect(readFileSync(join(folder, 'real.npy'), 'utf8')).toBe('aXYdefg');
  });

  it.runIf(process.platform !== 'win32')('a device is written to, not renamed over', async () => {
    await writeOutput('/dev/null', { replace: false }, async (sink) => {
      expect(sink.writeAt).toBeNull();
      await sink.write(text('gone'));
    });
    expect(readFileSync('/dev/null').length).toBe(0);
  });
});
