import { expect, it } from 'vitest';
import { mayRun, type FocusTarget } from '../../../../../renderer/features/shortcuts/mayRun.ts';
import { keyOf } from '../../../../../renderer/features/shortcuts/recorder.ts';

const nowhere: FocusTarget = { isTextInput: false, isControl: false, isLane: false, isOverlay: false };
const lane = { ...nowhere, isLane: true };
const button = { ...nowhere, isControl: true };
const field = { ...nowhere, isTextInput: true, isControl: true };
const palette = { ...field, isOverlay: true };
const plain = (key: string) => ({ key, hasModifier: false });
const withCtrl = (key: string) => ({ key, hasModifier: true });

it.each([
  ['Space plays from a lane', plain(' '), lane, true],
  ['Space plays from nowhere', plain(' '), nowhere, true],
  ['Space presses a button', plain(' '), button, false],
  ['arrows belong to a list', plain('ArrowDown'), button, false],
  ['letters run commands beside a button', plain('m'), button, true],
  ['letters are typed into a field', plain('m'), field, false],
  ['Ctrl+S saves from a field', withCtrl('s'), field, true],
  ['Ctrl+A selects the text of a field', withCtrl('a'), field, false],
  ['Ctrl+Z undoes typing', withCtrl('z'), field, false],
  ['F6 leaves a field', plain('F6'), field, true],
  ['Tab plays only in a lane', plain('Tab'), lane, true],
  ['Tab moves the focus elsewhere', plain('Tab'), nowhere, false],
  ['Tab moves the focus from a button', plain('Tab'), button, false],
  ['the palette keeps its keys', plain('Escape'), palette, false],
  ['the palette closes with its own key', withCtrl('k'), palette, true],
] as const)('%s', (_name, press, target, expected) => {
  expect(mayRun(press, target)).toBe(expected);
});

const event = (
  key: string,
  modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

it('records what was pressed, and waits while only modifiers are held', () => {
  expect(keyOf(event('Shift', { shiftKey: true }), false)).toBeNull();
  expect(keyOf(event('K', { shiftKey: true, ctrlKey: true }), false)).toBe('$mod+Shift+K');
  expect(keyOf(event(' '), false)).toBe('Space');
  expect(keyOf(event('k', { metaKey: true }), true)).toBe('$mod+k');
  expect(keyOf(event('k', { ctrlKey: true }), true)).toBe('Control+k');
});
