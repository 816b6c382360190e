/** A hand that zooms and scrolls without pause, and what the page felt of it. Runs in the page itself. */
import type { Page } from '@playwright/test';

export interface TourReport {
  readonly events: number;
  readonly frames: number; // that the page was given
  readonly pictures: number; // that the spectrograms drew
  readonly durationSec: number;
  readonly longTasksMs: readonly number[];
  readonly worstFrameMs: number;
  readonly blankPictures: number; // spectrograms drawn with nothing at all in some column
}

interface Stretch {
  readonly name: string;
  readonly turns: number;
  readonly deltaY: number;
  readonly scrolls: boolean;
}

const eventsPerSec = 60;
const zoomPerEvent = 40; // CSS pixels of wheel: 105 of them lead from an hour to samples

/** From the whole to single samples, scrolling to and fro at five zoom levels on the way out. */
function stretches(scrollSec: number): Stretch[] {
  const zoom = (turns: number, direction: number): Stretch => ({
    name: 'zoom',
    turns,
    deltaY: direction * zoomPerEvent,
    scrolls: false,
  });
  const turns = Math.round((scrollSec * eventsPerSec) / 2);
  const scroll = [1, -1].map((direction) => ({ name: 'scroll', turns, deltaY: direction * 60, scrolls: true }));
  const out = Array.from({ length: 5 }, () => [zoom(22, 1), ...scroll]).flat();
  return [zoom(110, -1), ...scroll, ...out, zoom(20, 1)];
}

/** @param testId of the lane's surface that the wheel turns over */
export async function tourTimeline(window: Page, testId: string, scrollSec = 1): Promise<TourReport> {
  return window.evaluate(
    async ({ testId: id, path, perSec }) => {
      const surface = document.querySelector<HTMLElement>(`[data-testid="${id}"]`);
      if (surface === null) throw new Error(`no ${id} on the page`);
      const box = surface.getBoundingClientRect();
      const longTasksMs: number[] = [];
      const observer = new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) longTasksMs.push(Math.round(entry.duration));
      });
      observer.observe({ type: 'longtask' });
      let pictures = 0;
      let blankPictures = 0;
      const drawn = new MutationObserver((records) => {
        for (const { target } of records) {
          pictures++;
          if (Number((target as HTMLElement).dataset['missing']) > 0) blankPictures++;
        }
      });
      drawn.observe(document.body, { subtree: true, attributeFilter: ['data-missing'] });
      let frames = 0;
      let worstFrameMs = 0;
      let lastMs = performance.now();
      let isOver = false;
      const frame = (now: number) => {
        if (frames++ > 0) worstFrameMs = Math.max(worstFrameMs, now - lastMs);
        lastMs = now;
        if (!isOver) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);

      const startMs = performance.now();
      let events = 0;
      for (const { turns, deltaY, scrolls } of path)
        for (let i = 0; i < turns; i++) {
          surface.dispatchEvent(
            new WheelEvent('wheel', {
              deltaY,
              shiftKey: scrolls,
              clientX: box.left + box.width * 0.5,
              clientY: box.top + box.height / 2,
              bubbles: true,
              cancelable: true,
            }),
          );
          events++;
          const dueMs = startMs + (events * 1000) / perSec;
          await new Promise((resolve) => setTimeout(resolve, Math.max(0, dueMs - performance.now())));
        }
      const durationSec = (performance.now() - startMs) / 1000;
      await new Promise((resolve) => setTimeout(resolve, 300)); // long tasks are reported late
      isOver = true;
      observer.disconnect();
      drawn.disconnect();
      return { events, frames, pictures, blankPictures, durationSec, longTasksMs, worstFrameMs };
    },
    { testId, path: stretches(scrollSec), perSec: eventsPerSec },
  );
}
