/** What features add to the menu of lanes; the timeline shows it. */
import type { CommandSection } from '../shared/ui/commandGroups.ts';
import type { LaneKind } from './lanes.ts';
import { createRegistry, type Named } from './registry.ts';

export interface LaneMenuPart extends Named {
  readonly kinds: readonly LaneKind[];
  readonly section: CommandSection;
}

export const laneMenus = createRegistry<LaneMenuPart>();
