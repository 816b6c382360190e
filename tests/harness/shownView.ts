/** Everything the window shows of the active document that a project must bring back. */
import type { Page } from '@playwright/test';
import { pointIn, readField, shownRecording } from './studioPage.ts';

const spectrogramFields = [
  'window',
  'win-length',
  'hop-length',
  'zero-padding',
  'pre-emphasis',
  'reduce',
  'scale',
  'f-min',
  'f-max',
  'colour-map',
  'floor',
  'range',
  'gamma',
] as const;

export interface ShownView {
  readonly recording: string | undefined;
  readonly shownSec: string;
  /** The first and the last sample in view, as the status bar reads them under the pointer. */
  readonly edges: readonly number[];
  readonly selection: Readonly<Record<'start' | 'end' | 'length' | 'lowHz' | 'highHz', string>>;
  readonly spectrogram: Readonly<Record<string, string>>;
  readonly markers: readonly string[];
}

/** For documents with a selection: without one the inspector has no fields for its band. */
export async function shownView(window: Page): Promise<ShownView> {
  const settings = await Promise.all(
    spectrogramFields.map(async (name) => [name, await readField(window, `spectrogram-${name}`)] as const),
  );
  return {
    recording: (await shownRecording(window))?.name,
    shownSec: await readField(window, 'zoom-length'),
    edges: [await sampleAt(window, 0), await sampleAt(window, 1)],
    selection: {
      start: await readField(window, 'selection-start'),
      end: await readField(window, 'selection-end'),
      length: await readField(window, 'selection-length'),
      lowHz: await readField(window, 'selection-low-hz'),
      highHz: await readField(window, 'selection-high-hz'),
    },
    spectrogram: Object.fromEntries(settings),
    markers: await shownMarkers(window),
  };
}

/** "Marker 1 at 0:02.000" for each flag in view. */
export async function shownMarkers(window: Page): Promise<string[]> {
  const flags = window.getByTestId('ruler').getByRole('button', { name: /^Marker / });
  return flags.evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
}

/** The sample under a fraction of the lanes' width. */
export async function sampleAt(window: Page, fraction: number): Promise<number> {
  const lane = window.getByTestId('lane-waveform-0-surface');
  const at = await pointIn(lane, fraction, 0.5);
  const inward = fraction > 0.5 ? -1 : 1;
  await window.mouse.move(at.x + 6 * inward, at.y);
  await window.mouse.move(at.x + inward, at.y);
  return Number((await window.getByTestId('status-bar').innerText()).match(/(\d+) smp/)?.[1]);
}
