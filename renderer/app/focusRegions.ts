/** The parts of the window in the order of the layout, by their test ids. */
const regions = ['toolbar', 'rail', 'lanes', 'side-panel', 'bottom-panel'] as const;
type Region = (typeof regions)[number];

const focusable = 'button:not(:disabled), input:not(:disabled), select, [tabindex="0"]';

function elementOf(region: Region): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-testid="${region}"]`);
}

function focusIn(region: Region): boolean {
  const element = elementOf(region);
  const target = element?.querySelector<HTMLElement>(region === 'lanes' ? '[data-lane-key]' : focusable);
  target?.focus();
  return target != null;
}

export function focusRegion(where: Region | 'next'): void {
  if (where !== 'next') {
    focusIn(where);
    return;
  }
  const at = regions.findIndex((region) => elementOf(region)?.contains(document.activeElement));
  for (let i = 1; i <= regions.length; i++) {
    const region = regions[(at + i + regions.length) % regions.length];
    if (region !== undefined && focusIn(region)) return;
  }
}
