import { create } from 'zustand';

/** The command whose new key is being waited for; meanwhile no key runs anything. */
export const useRecorder = create<{ readonly commandName: string | null }>()(() => ({ commandName: null }));

const modifiers = new Set(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph']);

/** @returns the key in tinykeys notation; null while only modifiers are held */
export function keyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
  isMac: boolean,
): string | null {
  if (modifiers.has(event.key)) return null;
  const parts: string[] = [];
  if (isMac ? event.metaKey : event.ctrlKey) parts.push('$mod');
  if (isMac && event.ctrlKey) parts.push('Control');
  if (!isMac && event.metaKey) parts.push('Meta');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey) parts.push('Shift');
  return [...parts, event.key === ' ' ? 'Space' : event.key].join('+');
}
