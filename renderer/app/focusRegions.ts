import { useLayout } from '../state/layout.ts';

/** The parts of the window in the order of the layout; the middle one is the lanes or what stands in their place. */
const regions = [
  '[data-testid="toolbar"]',
  '[data-testid="rail"]',
  '[data-testid="notices"]',
  '[data-testid="raw-pcm-form"]',
  ':is([data-testid="lanes"], [data-testid="empty-state"], [data-testid="models-view"], [data-testid="live-view"])',
  '[data-testid="bottom-panel"]',
  '[data-testid="side-panel"]',
] as const;

const focusable = ':is(button, input, select):not(:disabled, [tabindex="-1"]), [tabindex="0"]';

function laneElements(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-lane-key]')];
}

/** Where the keyboard last was among the lanes, else the first. */
function restingLane(): HTMLElement | undefined {
  const { focusedLaneKey } = useLayout.getState();
  const lanes = laneElements();
  return lanes.find((lane) => lane.dataset['laneKey'] === focusedLaneKey) ?? lanes[0];
}

function focusIn(region: Element | null): boolean {
  if (region === null) return false;
  const lane = region.matches('[data-testid="lanes"]') ? restingLane() : undefined;
  const selected = region.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]');
  const target = lane ?? selected ?? region.querySelector<HTMLElement>(focusable);
  target?.focus();
  return target != null;
}

/** From part to part, around. */
export function focusNextRegion(direction: 1 | -1): void {
  const elements = regions.map((selector) => document.querySelector(selector));
  const at = elements.findIndex((element) => element?.contains(document.activeElement));
  const from = at < 0 && direction < 0 ? 0 : at;
  for (let i = 1; i <= elements.length; i++) {
    const next = (from + direction * i + elements.length * 2) % elements.length;
    if (focusIn(elements[next] ?? null)) return;
  }
}

/** Into the lanes, and from one lane to the next while there, around. */
export function focusLanes(direction: 1 | -1): void {
  const lanes = laneElements();
  const at = lanes.findIndex((lane) => lane === document.activeElement);
  const target = at < 0 ? restingLane() : lanes[(at + direction + lanes.length) % lanes.length];
  target?.focus();
}
