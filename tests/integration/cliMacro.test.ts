import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readWav16 } from '../harness/readWav16.ts';
import { phonoscope } from '../harness/phonoscope.ts';
import { speechWav, temporaryFolder } from './cliFolder.ts';

const at = temporaryFolder();
const macro = {
  format: 'phonoscope-macro',
  version: 1,
  name: 'Tidy',
  steps: [
    { do: 'trim', on: { startSec: 1, endSec: 2 } },
    { do: 'effect', effect: { kind: 'normalizePeak', targetDb: -6, isLinked: true } },
    { do: 'export', name: '{name}-tidy', bits: '16' },
  ],
};

it('a macro on files: each done on its own, failures told, nothing overwritten without --force', async () => {
  mkdirSync(at('in'));
  copyFileSync(speechWav, at('in', 'talk.wav'));
  writeFileSync(at('in', 'bad.wav'), 'no sound');
  writeFileSync(at('tidy.json'), JSON.stringify(macro));
  const args = ['macro', 'run', at('tidy.json'), at('in', 'bad.wav'), at('in', 'talk.wav'), '--out-dir', at('out')];
  const first = await phonoscope([...args, '--json']);
  expect(first.code).toBe(1);
  expect(JSON.parse(first.stdout)).toMatchObject([
    { input: at('in', 'bad.wav'), error: { code: 'E_FORMAT' } },
    { input: at('in', 'talk.wav'), macro: 'Tidy', outputs: [at('out', 'talk-tidy.wav')], warnings: [] },
  ]);
  expect(first.stderr).toMatch(/1 done, 1 failed\n$/);
  expect(readdirSync(at('out'))).toEqual(['talk-tidy.wav']);
  const { x } = readWav16(new URL(`file://${at('out', 'talk-tidy.wav')}`));
  expect(x).toHaveLength(16_000);
  expect(20 * Math.log10(Math.max(...x.map(Math.abs)))).toBeCloseTo(-6, 2);

  const one = [...args.slice(0, 3), at('in', 'talk.wav'), '--out-dir', at('out')];
  expect(await phonoscope(one)).toMatchObject({ code: 1, stderr: expect.stringContaining('"talk-tidy.wav" exists') });
  expect(await phonoscope([...one, '--force'])).toMatchObject({ code: 0 });
});

it('says what a macro does, or what is wrong with it and where', async () => {
  writeFileSync(at('good.json'), JSON.stringify(macro));
  const { code, stdout } = await phonoscope(['macro', 'check', at('good.json')]);
  expect([code, stdout]).toEqual([
    0,
    'Tidy\n  steps[0]  Trim to 1 s to 2 s\n  steps[1]  Normalise to -6 dB\n  steps[2]  Export {name}-tidy.wav\n',
  ]);
  writeFileSync(at('wrong.json'), JSON.stringify({ ...macro, steps: [macro.steps[0], { do: 'shout' }] }));
  const wrong = await phonoscope(['macro', 'run', at('wrong.json'), speechWav, '--out-dir', at('never')]);
  expect(wrong).toMatchObject({ code: 1, stderr: expect.stringContaining('steps[1].do="shout" is no step') });
  expect(existsSync(at('never'))).toBe(false);
});
