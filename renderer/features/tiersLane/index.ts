/** Interval and point tiers: their lane, and editing them by hand. */
import { registerCommands } from '../../state/commands.ts';
import { inspectorSections } from '../../state/inspectorSections.ts';
import { laneMenus } from '../../state/laneMenus.ts';
import { LabellingSection } from './LabellingSection.tsx';
import { tierEditingCommands } from './tierEditingCommands.ts';

export { LabelsPanel } from './search/LabelsPanel.tsx';
export { TierLane } from './TierLane.tsx';

export function registerTiers(): void {
  registerCommands(tierEditingCommands);
  inspectorSections.add({ name: 'Labelling', order: 35, View: LabellingSection });
  laneMenus.add({
    name: 'Intervals and points',
    kinds: ['tier'],
    section: {
      title: 'Intervals and points',
      names: [
        'tier.editLabel',
        'mark.addInterval',
        'tier.addPoint',
        'tier.split',
        'tier.merge',
        'tier.selectSame',
        'tier.removeItems',
        'tier.nextItem',
        'tier.previousItem',
        'tier.toggleAcrossTiers',
        'tier.toggleLabelKeys',
      ],
    },
  });
}
