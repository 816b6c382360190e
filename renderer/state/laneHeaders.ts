/** What features put into the headers of lanes, below the name; the timeline shows it. */
import type { ComponentType } from 'react';
import type { LaneKind, LaneProps } from './lanes.ts';
import { createRegistry, type Named } from './registry.ts';

export interface LaneHeaderPart extends Named {
  readonly kind: LaneKind;
  readonly View: ComponentType<Pick<LaneProps, 'document' | 'lane'>>;
}

export const laneHeaders = createRegistry<LaneHeaderPart>();
