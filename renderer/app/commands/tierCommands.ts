import type { TierInfo } from '../../../preload/contract/project.ts';
import { getActiveDocument } from '../../client/project.ts';
import { studio } from '../../client/studio.ts';
import type { Command } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { useRenaming } from '../../state/renaming.ts';
import { useSelection } from '../../state/selection.ts';
import { hasSelection } from './conditions.ts';

function focusedTier(): TierInfo | null {
  const { focusedLaneKey } = useLayout.getState();
  return getActiveDocument()?.tiers.find(({ tierId }) => focusedLaneKey === `tier:${tierId}`) ?? null;
}

function focusedIntervalTier(): TierInfo | null {
  const tier =
    focusedTier() ?? getActiveDocument()?.tiers.find(({ kind, origin }) => kind === 'interval' && origin === 'user');
  return tier?.kind === 'interval' ? tier : null;
}

/** In the inspector, where its other properties are too. */
function rename(): void {
  useLayout.getState().change({ workspace: 'inspect', isInspectorOpen: true, inspectorTab: 'inspector' });
  useRenaming.setState({ key: focusedTier()?.tierId ?? null });
}

/** Into the focused interval tier, else the first of one's own, else a new one. */
async function addInterval(): Promise<void> {
  const document = getActiveDocument();
  const { selection } = useSelection.getState();
  if (document === null || selection === null) return;
  const { documentId } = document;
  const tier =
    focusedIntervalTier() ?? (await studio.call['tiers.create']({ documentId, name: 'Intervals', kind: 'interval' }));
  const { startSample, endSample } = selection;
  await studio.call['tiers.addItem']({ tierId: tier.tierId, startSample, endSample, label: '' });
}

export const tierCommands: readonly Command[] = [
  {
    name: 'mark.addInterval',
    title: 'Mark the selection as an interval',
    category: 'Mark',
    defaultKeys: { phonoscope: ['$mod+m'], audacity: [] },
    isEnabled: hasSelection,
    run: addInterval,
  },
  {
    name: 'tier.rename',
    title: 'Rename the tier',
    category: 'Mark',
    isEnabled: () => focusedTier() !== null,
    run: rename,
  },
  {
    name: 'tier.remove',
    title: 'Remove the tier',
    category: 'Mark',
    isEnabled: () => focusedTier() !== null,
    run: async () => {
      const tier = focusedTier();
      if (tier !== null) await studio.call['tiers.remove']({ tierId: tier.tierId });
    },
  },
];
