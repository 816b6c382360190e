import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { lanesOf, type Lane } from '../../state/lanes.ts';
import type { Layout } from '../../state/layout.ts';

/** Those that are not folded, from top to bottom: scrolled out of sight they belong to the figure too. */
export function figureLanes(document: DocumentInfo, { lanes, laneOrder }: Pick<Layout, 'lanes' | 'laneOrder'>): Lane[] {
  return lanesOf(document, laneOrder).filter(({ key }) => lanes[key]?.isFolded !== true);
}

const aroundMm = 24; // titles and the axis of time
const laneMm = { waveform: 24, spectrogram: 58, tier: 8 } as const;

/** A height at which the panels are well proportioned. */
export function usualHeightMm(lanes: readonly Pick<Lane, 'kind'>[]): number {
  return Math.min(
    480,
    lanes.reduce((sum, { kind }) => sum + laneMm[kind], aroundMm),
  );
}
