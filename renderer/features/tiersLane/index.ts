/** An interval or point tier: takes `LaneProps` of state/lanes.ts. */
export { TierLane } from './TierLane.tsx';
