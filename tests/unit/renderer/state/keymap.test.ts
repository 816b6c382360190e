import { expect, it } from 'vitest';
import type { Command } from '../../../../renderer/state/commands.ts';
import { commandsByKey, findConflicts, keysOf, normaliseKey } from '../../../../renderer/state/keymap.ts';

const command = (name: string, defaultKeys: NonNullable<Command['defaultKeys']>): Command => ({
  name,
  title: name,
  category: 'View',
  defaultKeys,
  run: () => undefined,
});
const zoomIn = command('view.zoomIn', { phonoscope: ['='], praat: ['$mod+i'] });
const fit = command('view.fit', { phonoscope: ['f'] });
const play = command('play.toggle', { phonoscope: ['Space'], praat: ['Space', 'Tab'] });

it('a preset without keys of its own has those of Phonoscope', () => {
  expect(keysOf(zoomIn, { preset: 'praat', bindings: {} })).toEqual(['$mod+i']);
  expect(keysOf(zoomIn, { preset: 'audacity', bindings: {} })).toEqual(['=']);
});

it('own bindings win over the preset, and an empty one unbinds', () => {
  const keymap = { preset: 'praat', bindings: { 'view.zoomIn': ['q'], 'view.fit': [] } } as const;
  expect(keysOf(zoomIn, keymap)).toEqual(['q']);
  expect(keysOf(fit, keymap)).toEqual([]);
  expect([...commandsByKey([zoomIn, fit, play], keymap).keys()]).toEqual(['q', 'Space', 'Tab']);
});

it('finds conflicts however the key is written', () => {
  const keymap = {
    preset: 'phonoscope',
    bindings: { 'view.zoomIn': ['Shift+Control+K'], 'view.fit': ['$mod+Shift+k'] },
  } as const;
  expect(findConflicts([zoomIn, fit, play], keymap)).toEqual([{ key: 'Control+Shift+k', commands: [zoomIn, fit] }]);
  expect(findConflicts([zoomIn, fit, play], { preset: 'praat', bindings: {} })).toEqual([]);
});

it('where a lane has the focus its own commands go first, and share keys with those of the window', () => {
  const keymap = { preset: 'phonoscope', bindings: {} } as const;
  const remove = command('edit.delete', { phonoscope: ['Delete'] });
  const removeItem: Command = { ...command('tier.removeItems', { phonoscope: ['Delete'] }), scope: 'tier' };
  const other: Command = { ...command('tier.other', { phonoscope: ['Delete'] }), scope: 'tier' };
  expect(commandsByKey([remove, removeItem], keymap).get('Delete')).toEqual([removeItem, remove]);
  expect(findConflicts([remove, removeItem], keymap)).toEqual([]);
  expect(findConflicts([remove, removeItem, other], keymap)).toEqual([
    { key: 'Delete', commands: [removeItem, other] },
  ]);
});

it.each([
  ['$mod+K', 'Control+k'],
  ['shift+ctrl+a'.replace('ctrl', 'control'), 'Control+Shift+a'],
  ['Shift++', 'Shift++'],
  ['-', '-'],
  ['Alt+Shift+ArrowLeft', 'Alt+Shift+ArrowLeft'],
])('%s is %s', (written, normal) => {
  expect(normaliseKey(written)).toBe(normal);
});

it('$mod is Command on a Mac', () => {
  expect(normaliseKey('$mod+k', true)).toBe('Meta+k');
  expect([...commandsByKey([zoomIn], { preset: 'praat', bindings: {} }, true).keys()]).toEqual(['Meta+i']);
});

it('bug: a key written by its character and by its place was two keys', () => {
  expect(normaliseKey('Alt+.')).toBe(normaliseKey('Alt+Period'));
  expect(normaliseKey('Shift+Comma')).toBe(normaliseKey('Shift+,'));
  expect(normaliseKey('Period')).toBe('.');
  expect(normaliseKey('Shift+Period')).toBe('Shift+Period'); // with Shift the character is another one
  const [a, b] = [command('a', { phonoscope: ['Alt+.'] }), command('b', { phonoscope: ['Alt+Period'] })];
  expect(findConflicts([a, b], { preset: 'phonoscope', bindings: {} })).toHaveLength(1);
});
