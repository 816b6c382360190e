import type { FocusTarget } from './mayRun.ts';

const controls =
  'button, a[href], select, summary, [role="button"], [role="tab"], [role="option"], [role="listbox"], [role="slider"], [role="switch"], [role="radio"], [role="row"], [role="separator"], [role="menuitem"]';

export function describeFocus(element: Element | null): FocusTarget {
  const target = element ?? document.body;
  const isText = target.matches(
    'input:not([type="checkbox"]):not([type="radio"]):not([type="range"]), textarea, select, [contenteditable="true"]',
  );
  return {
    isTextInput: isText,
    isControl: target.closest(controls) !== null || target.matches('input'),
    isLane: target.closest('[data-testid="lanes"]') !== null && target.closest('button') === null,
    isOverlay: target.closest('[data-modal], [role="listbox"], [role="menu"], [role="dialog"]') !== null,
  };
}
