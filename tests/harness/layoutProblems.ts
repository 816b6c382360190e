/** What does not fit where it is shown: parts of the window that would scroll, text that is cut off. */
import type { Page } from '@playwright/test';

/** Parts that never scroll. */
const fixedParts = ['toolbar', 'rail', 'lanes', 'timeline', 'status-bar'];
/** Whose text must be read whole. */
const wholeTexts = [
  '[data-testid="toolbar"] :is(span, input, button, kbd)',
  '[data-testid="status-bar"] span',
  '[data-testid="rail"] button',
  '[data-testid="side-panel"] :is(label, th, td, kbd, button, select, input)',
  '[data-testid="bottom-panel"] :is(label, th, kbd, button, select)',
  '[data-testid="raw-pcm-form"] :is(label, button, input, select)',
];

/** @returns one line per problem, with the element and its measures in CSS pixels */
export async function layoutProblems(window: Page): Promise<string[]> {
  return window.evaluate(
    ({ parts, texts }) => {
      const problems: string[] = [];
      const nameOf = (element: Element) => {
        const text = element instanceof HTMLInputElement ? element.value : element.textContent;
        return `${element.tagName.toLowerCase()} ${element.getAttribute('data-testid') ?? ''} "${text.slice(0, 40)}"`;
      };
      const isHidden = (element: Element) =>
        element.closest('.visuallyHidden') !== null || element.getClientRects().length === 0;
      const check = (element: Element, what: string) => {
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
        if (scrollWidth > clientWidth)
          problems.push(`${what}: ${String(scrollWidth)} px in ${String(clientWidth)} px of width`);
        if (scrollHeight > clientHeight)
          problems.push(`${what}: ${String(scrollHeight)} px in ${String(clientHeight)} px of height`);
      };
      check(document.documentElement, 'page');
      check(document.body, 'body');
      for (const part of parts) {
        const element = document.querySelector(`[data-testid="${part}"]`);
        if (element !== null) check(element, part);
      }
      for (const element of document.querySelectorAll(texts.join()))
        // Only boxes have a client width: inline text lies in one of them.
        if (!isHidden(element) && element.clientWidth > 0 && element.scrollWidth > element.clientWidth)
          problems.push(
            `cut off: ${nameOf(element)}, ${String(element.scrollWidth)} px in ${String(element.clientWidth)} px`,
          );
      for (const element of document.querySelectorAll('*')) {
        const { overflowX } = getComputedStyle(element);
        const scrolls = overflowX === 'auto' || overflowX === 'scroll';
        if (scrolls && element.scrollWidth > element.clientWidth) problems.push(`scrolls sideways: ${nameOf(element)}`);
      }
      return problems;
    },
    { parts: fixedParts, texts: wholeTexts },
  );
}
