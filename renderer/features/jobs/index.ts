/** Long work: the list in the bottom panel and the chip in the toolbar. */
export { EngineChip } from './EngineChip.tsx';
export { JobsPanel } from './JobsPanel.tsx';
