import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNameNumbering, safeFileName } from '../../../../main/services/export/fileNames.ts';
import { nameOf, templateProblem } from '../../../../main/services/export/nameTemplate.ts';

const values = { name: 'talk', n: '07', label: 'a/b', start: '1.250', end: '2.000', tier: 'words', track: 'left' };

describe('safe names', () => {
  it.each([
    ['a/b\\c:d*e?f"g<h>i|j', 'a_b_c_d_e_f_g_h_i_j'],
    ['..', 'untitled'],
    ['.hidden', '_.hidden'],
    ['con', '_con'],
    ['COM1.txt', '_COM1.txt'],
    ['  two   spaces. ', 'two spaces'],
    ['', 'untitled'],
    ['e\u0301te\u0301', 'été'],
    ['\u202egpj.wav', '_gpj.wav'],
    ['ملف', 'ملف'],
  ])('%s', (text, name) => {
    expect(safeFileName(text)).toBe(name);
  });

  it('of any text: one part of a path, never hidden, within 255 bytes with what is added to it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const name = safeFileName(text);
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]|^\.|^$|[. ]$/u);
        expect(name.isWellFormed()).toBe(true);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
      }),
    );
  });

  it('are numbered where they meet, whatever their case', () => {
    const { unique } = createNameNumbering();
    expect(['a', 'A', 'a 2', 'a', 'b'].map((name) => unique(name))).toEqual(['a', 'A 2', 'a 2 2', 'a 3', 'b']);
  });
});

describe('templates', () => {
  it('put values in once, and only those', () => {
    expect(nameOf('{name}_{n}_{label}', values)).toBe('talk_07_a_b');
    expect(nameOf('{label} {start}-{end} {tier} {track}', { ...values, label: '{name}' })).toBe(
      '{name} 1.250-2.000 words left',
    );
  });
  it.each([
    ['{name}', null],
    ['plain', null],
    ['{nme}', '{nme} is no field'],
    ['{constructor}', '{constructor} is no field'],
    ['{name', 'a brace'],
    ['name}', 'a brace'],
    [' ', 'empty'],
  ])('%s: %s', (template, problem) => {
    if (problem === null) expect(templateProblem(template)).toBeNull();
    else expect(templateProblem(template)).toContain(problem);
  });
});
