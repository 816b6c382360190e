/** The whole document in one strip with the viewport as a window in it: `<OverviewStrip document />`. */
export { OverviewStrip } from './OverviewStrip.tsx';
