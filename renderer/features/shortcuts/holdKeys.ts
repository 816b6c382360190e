/**
 * Keys typed after the one that opens a field and before the field is there: they are held and given to it, so that
 * nobody types too fast. If no field comes they go where they would have gone.
 */
const fieldSelector = 'input:not([type="checkbox"]):not([type="radio"]):not([type="range"]), textarea';
const graceMs = 300; // what was asked for is done, and the field is drawn from the host's answer

interface HeldKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
}

const isText = ({ key }: HeldKey) => key.length === 1;
/** Chords are commands and not text, and what an input method composes cannot be held. */
const canBeHeld = (event: KeyboardEvent) =>
  !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing && !['Process', 'Dead'].includes(event.key);

type Field = HTMLInputElement | HTMLTextAreaElement;

function isField(target: EventTarget | null): target is Field {
  return target instanceof Element && target.matches(fieldSelector);
}

function replaceSelected(field: Field, text: string, isErasing = false): void {
  const end = field.selectionEnd ?? field.value.length;
  const start = field.selectionStart ?? end;
  field.setRangeText(text, isErasing && start === end ? Math.max(0, start - 1) : start, end, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText', data: text }));
}

/** Text goes in as if it were typed; other keys are pressed. */
function give(key: HeldKey, target: Element): void {
  const isTaken = !target.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }));
  if (isTaken || !isField(target)) return;
  if (isText(key)) replaceSelected(target, key.key);
  else if (key.key === 'Backspace') replaceSelected(target, '', true);
  else if (key.key === 'Enter') target.form?.requestSubmit();
}

/** The field that opened first may open another one, as Enter does in a lane: each key goes to the one there is then. */
async function giveAll(keys: readonly HeldKey[]): Promise<void> {
  for (const key of keys) {
    give(key, document.activeElement ?? document.body);
    await Promise.resolve(); // what it changed is drawn; no key of the keyboard comes in between
  }
}

let endHolding: () => void = () => undefined;

/** @param opened settles when the command that opens the field has done its part */
export function holdKeys(opened: Promise<unknown>): void {
  endHolding();
  const held: HeldKey[] = [];
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.isTrusted || !canBeHeld(event)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push({ key: event.key, code: event.code, shiftKey: event.shiftKey });
  };
  const end = () => {
    window.removeEventListener('keydown', onKeyDown, true);
    window.removeEventListener('focusin', onFocus, true);
    window.clearTimeout(timer);
    endHolding = () => undefined;
    void giveAll(held.splice(0));
  };
  const onFocus = ({ target }: FocusEvent) => {
    if (isField(target)) queueMicrotask(end); // its text is selected first
  };
  let timer = 0;
  window.addEventListener('keydown', onKeyDown, true);
  window.addEventListener('focusin', onFocus, true);
  endHolding = end;
  void opened
    .catch(() => undefined) // told by whoever runs commands
    .finally(() => {
      if (endHolding === end) timer = window.setTimeout(end, graceMs);
    });
}
