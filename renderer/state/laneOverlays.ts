/** What features draw over the lanes of others: a pitch curve on a spectrogram, for instance. */
import type { ComponentType } from 'react';
import type { LaneKind, LaneProps } from './lanes.ts';
import { createRegistry, type Named } from './registry.ts';

export interface LaneOverlay extends Named {
  readonly kind: LaneKind; // of the lanes it lies on
  /**
   * Is given the lane's drawing area: it lies over it, takes no pointer events, and draws nothing while it is switched
   * off. `shared/canvas/ViewCanvas` follows the view; the vertical axis of spectrograms is
   * `frequencyAxis(frequencyRangeOf(settings, sampleRateHz), heightPx)`.
   */
  readonly View: ComponentType<LaneProps>;
}

export const laneOverlays = createRegistry<LaneOverlay>();
