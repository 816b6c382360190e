import { describe, expect, it } from 'vitest';
import { planOutputs } from '../../../main/cli/batch/planOutputs.ts';
import { integer, number, seconds } from '../../../main/cli/options/numbers.ts';
import { userFolders } from '../../../main/cli/userFolders.ts';

describe('option values', () => {
  it.each([
    ['90', 90],
    ['1:30', 90],
    ['1:02:03.5', 3723.5],
    ['0', 0],
  ])('%s is %d seconds', (text, expected) => {
    expect(seconds(text)).toBe(expected);
  });

  it.each(['', '-1', '1:2:3:4', 'a', '1:', 'NaN', 'Infinity'])('"%s" is no time', (text) => {
    expect(() => seconds(text)).toThrow(/seconds/);
  });

  it('numbers are whole words', () => {
    expect(integer(1)('12')).toBe(12);
    for (const text of ['', '1.5', '0', 'x', '12px', 'Infinity']) expect(() => integer(1)(text)).toThrow();
    expect(number('-1e-3')).toBe(-0.001);
    for (const text of ['', ' ', 'NaN', '1e999']) expect(() => number(text)).toThrow();
  });
});

describe('planOutputs', () => {
  it('names outputs after inputs', () => {
    const plan = planOutputs(['a/x.tar.wav', '-', 'b/y'], { outDir: 'out' }, '.npy');
    expect([...plan.values()]).toEqual(['out/x.tar.npy', 'out/stdin.npy', 'out/y.npy']);
  });

  it.each([
    [['a.wav'], {}],
    [['a.wav'], { out: 'x', outDir: 'y' }],
    [['a.wav', 'b.wav'], { out: 'x' }],
    [['-', '-'], { outDir: 'y' }],
    [['a.wav'], { out: '-', json: true }],
    [['a.wav'], { out: 'x', resume: true }],
    [['a.wav', 'b/a.flac'], { outDir: 'y' }],
  ])('refuses %j with %j', (inputs, options) => {
    expect(() => planOutputs(inputs, options, '.npy')).toThrow();
  });
});

it('finds the folders of the app as Electron does', () => {
  expect(userFolders({ XDG_CONFIG_HOME: '/c' }, 'linux').userData).toBe('/c/Phonoscope');
  expect(userFolders({ PHONOSCOPE_USER_DATA: '/p' }, 'linux')).toEqual({ userData: '/p', cache: '/p/cache' });
});
