/** Whether a key belongs to the commands or to the control that has the focus. */
export interface FocusTarget {
  readonly isTextInput: boolean; // takes typed characters, as lists do to find an entry
  readonly isControl: boolean; // button, list, tab …: takes Space, Enter, arrows
  readonly isLane: boolean; // inside the lanes area, but for the buttons there
  readonly isOverlay: boolean; // palette or menu: takes everything
}

export interface KeyPress {
  readonly key: string; // KeyboardEvent.key
  readonly hasModifier: boolean; // Ctrl, Meta or Alt
}

const controlKeys = new Set([
  ' ',
  'Enter',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]);
/** With Ctrl these edit text. */
const textKeys = new Set([
  'a',
  'c',
  'v',
  'x',
  'z',
  'y',
  'ArrowLeft',
  'ArrowRight',
  'Backspace',
  'Delete',
  'Home',
  'End',
]);

export function mayRun(press: KeyPress, target: FocusTarget): boolean {
  if (target.isOverlay) return press.hasModifier && !textKeys.has(press.key);
  if (press.key === 'Tab') return target.isLane; // elsewhere Tab moves the focus
  if (target.isTextInput) {
    if (/^F\d+$/.test(press.key)) return true;
    return press.hasModifier && !textKeys.has(press.key.length === 1 ? press.key.toLowerCase() : press.key);
  }
  if (target.isControl && !target.isLane && !press.hasModifier) return !controlKeys.has(press.key);
  return true;
}
