import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { phonoscope, phonoscopeJson } from '../harness/phonoscope.ts';
import { speechWav, temporaryFolder } from './cliFolder.ts';

const at = temporaryFolder();
const golden = (name: string) => fileURLToPath(new URL(`../golden/annotations/written/${name}`, import.meta.url));
const convert = (...args: string[]) => phonoscope(['tiers', 'convert', ...args]);

describe('tiers convert', () => {
  it('makes one format of another by extension and says on stderr what is lost', async () => {
    const run = await convert(golden('long8.TextGrid'), at('talk.srt'));
    expect(run).toMatchObject({ code: 0, stdout: `${at('talk.srt')}: SubRip subtitles, 8 labels of 3 tiers\n` });
    expect(run.stderr.split('\n')).toEqual([
      `warning: ${at('talk.srt')}: 3 tiers: joined into one list, their names are not kept.`,
      `warning: ${at('talk.srt')}: 2 items: too short for a cue, lasts 1 ms there.`,
      '',
    ]);
    expect(readFileSync(at('talk.srt')).equals(readFileSync(golden('cues.srt')))).toBe(true);

    const report = await phonoscopeJson(['tiers', 'convert', golden('tiers.eaf'), at('talk.vtt')]);
    expect(report).toMatchObject({
      from: 'eaf',
      to: 'vtt',
      tiers: [
        { name: 'words', kind: 'interval', nItems: 4 },
        { name: 'phönes', nItems: 2 },
        { name: 'bell', nItems: 2 },
      ],
      notes: [],
      losses: ['3 tiers: joined into one list, their names are not kept.', '1 tier: the language is not kept.'],
    });
  });

  it('from stdin to stdout, told what they are', async () => {
    const stdin = new TextEncoder().encode('startSample,endSample,label\n16000,32000,a\n');
    const args = ['-', '-', '--from', 'csv', '--to', 'textgrid-short', '--rate', '16000', '--encoding', 'utf-16le'];
    const run = await phonoscope(['tiers', 'convert', ...args], { stdin });
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
    expect(new TextDecoder('utf-16le').decode(run.stdoutBytes)).toContain('"IntervalTier"\n"labels"\n0\n2\n2\n');
  });

  it('puts cues into a copy of a recording and reads them from it', async () => {
    const before = readFileSync(speechWav);
    await phonoscopeJson(['tiers', 'convert', golden('labels.txt'), at('marked.wav'), '--audio', speechWav]);
    expect(readFileSync(speechWav).equals(before)).toBe(true);
    const back = await convert(at('marked.wav'), at('marked.csv'), '--rate', '16000', '--samples');
    expect(back.code).toBe(0);
    expect(readFileSync(at('marked.csv'), 'utf8')).toContain('marked,interval,5120,8000,æ\r\n');
  });

  it.each([
    [['none.srt', 'x.vtt'], 1, 'error E_NOT_FOUND: "none.srt" does not exist'],
    [[golden('cues.srt'), 'x.odt'], 2, '"x.odt" does not tell the format: --to must'],
    [[golden('cues.srt'), golden('cues.srt')], 1, 'is the input itself'],
    [[golden('cues.srt'), 'x.srt', '--samples'], 2, '--samples is for CSV and needs --rate'],
    [[at('bad.vtt'), at('x.srt')], 1, 'bad.vtt": line 3: "00:01 --> 00:02" must be a start and a later end'],
    [[golden('labels.txt'), at('x.wav')], 1, 'is no WAV file'],
  ] as const)('refuses %j', async (args, code, message) => {
    writeFileSync(at('bad.vtt'), 'WEBVTT\n\n00:01 --> 00:02\nx\n');
    const run = await convert(...args);
    expect(run.code).toBe(code);
    expect(run.stderr).toContain(message);
  });
});
