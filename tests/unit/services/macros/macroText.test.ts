import { describe, expect, it } from 'vitest';
import type { MacroStep } from '../../../../preload/contract/macros.ts';
import { effectForMacro, macroEffect } from '../../../../main/services/macros/macroEffect.ts';
import { fileName } from '../../../../main/services/macros/exportSpan.ts';
import { newMacro } from '../../../../main/services/macros/macroOfEdits.ts';
import { macroText, readMacro, stepTitle } from '../../../../main/services/macros/macroText.ts';

const gain: MacroStep = { do: 'effect', effect: { kind: 'gain', gainDb: -6 } };
const textOf = (...steps: readonly object[]) =>
  JSON.stringify({ format: 'phonoscope-macro', version: 1, name: 'M', steps });

describe('the text of a macro', () => {
  it('is read as it was written', () => {
    const macro = newMacro('Tidy', [
      gain,
      { do: 'delete', on: { tier: 'words', matching: 'um|uh' } },
      { do: 'trim', on: { startSec: 0.5, endSec: -0.5 } },
      { do: 'insertSilence', atSec: 0, lengthSec: 0.2 },
      { do: 'export', name: '{name}-{n}', format: 'flac', bits: '16' },
    ]);
    expect(readMacro(macroText(macro))).toEqual(macro);
    expect(macro.steps.map(stepTitle)).toEqual([
      'Gain -6 dB',
      'Delete, on intervals that match um|uh of words',
      'Trim to 0.5 s to -0.5 s',
      'Insert 0.2 s of silence at 0 s',
      'Export {name}-{n}.flac',
    ]);
  });

  it.each([
    ['no JSON', '{"steps": [}', /^it is no JSON: /],
    ['no macro', '{}', /^format: /],
    ['another version', textOf(gain).replace('"version":1', '"version":2'), /^version: /],
    ['no name', textOf(gain).replace('"M"', '""'), /^name: /],
    ['no step', textOf(), /^steps: /],
    ['an unknown step', textOf(gain, { do: 'shout' }), /^steps\[1\]\.do="shout" is no step; there are: effect, delete/],
    ['an unknown member', textOf({ ...gain, loud: true }), /^steps\[0\]: .*loud/],
    ['an unknown effect', textOf(gain, { do: 'effect', effect: { kind: 'loud' } }), /^steps\[1\]: effect\.kind=loud/],
    [
      'a number out of range',
      textOf({ do: 'effect', effect: { kind: 'gain', gainDb: 900 } }),
      /^steps\[0\]: .*gainDb=900/,
    ],
    ['a place that is none', textOf({ do: 'delete', on: { tier: 'a', startSec: 1 } }), /^steps\[0\]\.on must hold/],
    ['a broken pattern', textOf({ do: 'delete', on: { tier: 'a', matching: '(' } }), /^steps\[0\]: matching=\(/],
    ['deleting everything', textOf({ do: 'delete', on: {} }), /^steps\[0\]\.on: it needs/],
    ['what belongs to one recording', textOf({ do: 'effect', effect: { kind: 'mask' } }), /cannot be part of a macro/],
  ])('is refused with its place: %s', (_, text, message) => {
    expect(() => readMacro(text)).toThrow(
      expect.objectContaining({ code: 'E_PARAM', message: expect.stringMatching(message) }),
    );
  });
});

describe('effects of a macro', () => {
  it('count seconds, so that they are the same at every rate', () => {
    const noise = { kind: 'reduceNoise', noise: { startSec: 0.1, endSec: 0.5 } } as const;
    expect(macroEffect(noise, 8000)).toMatchObject({ noise: { fromSample: 800, toSample: 4000 } });
    expect(effectForMacro(macroEffect(noise, 8000), 8000)).toEqual(noise);
    const tone = { kind: 'generate', sound: { type: 'tone', lengthSec: 0.25, levelDb: -6, hz: 440 } };
    expect(macroEffect(tone, 48_000)).toMatchObject({ sound: { nSamples: 12_000 } });
    expect(effectForMacro(macroEffect(tone, 48_000), 48_000)).toEqual(tone);
    expect(() => macroEffect({ kind: 'generate', sound: { type: 'tone', levelDb: -6, hz: 440 } }, 8000)).toThrow(
      /lengthSec/,
    );
  });
});

describe('names of exports', () => {
  const values = { name: 'talk', n: 3, label: 'a/b: "c"', macro: 'M' };
  it('are filled in, without what no file name can hold', () => {
    expect(fileName('{name}_{n}_{label}', values)).toBe('talk_3_a_b_ _c_');
    expect(fileName('../{name}', values)).toBe('_.._talk');
    expect(fileName('{label}', { ...values, label: ' ' })).toBe('sound');
    expect(() => fileName('{nome}', values)).toThrow(/\{nome\} is no field; there are: \{name\} \{n\}/);
  });
});
