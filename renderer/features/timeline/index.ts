/** The lanes area: ruler, lane frames, pointer and keys. `<TimelineView document laneViews />`; the app says which lane draws what. */
export { TimelineView, type FirstLane, type LaneViews } from './TimelineView.tsx';
export { registerTimelineCommands } from './timelineCommands.ts';
