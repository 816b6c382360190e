import { addMarker, markerTierOf, removeItem } from '../../client/markers.ts';
import { getActiveDocument } from '../../client/project.ts';
import { getTierItems } from '../../client/tiers.ts';
import type { TierItem } from '../../../preload/contract/tiers.ts';
import type { Command } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { useRecording } from '../../state/recording.ts';
import { useRenaming } from '../../state/renaming.ts';
import { usePlayback } from '../../state/playback.ts';
import { useSelection } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { hasDocument } from './conditions.ts';

/** In the take while one is recorded; where the sound is while it plays, else the cursor: nothing is asked, so a mark never comes late. */
async function mark(): Promise<void> {
  const { controls } = useRecording.getState();
  if (controls !== null) {
    controls.mark();
    return;
  }
  const document = getActiveDocument();
  if (document === null) return;
  const { positionSample } = usePlayback.getState();
  await addMarker(document, Math.round(positionSample ?? useSelection.getState().cursorSample));
}

async function markers(): Promise<readonly TierItem[]> {
  const tier = markerTierOf(getActiveDocument());
  return tier === null ? [] : getTierItems(tier.tierId);
}

function goTo(item: TierItem | undefined): void {
  if (item === undefined) return;
  useSelection.getState().moveCursor(item.startSample);
  useViewport.getState().reveal(item.startSample);
}

function nearest(items: readonly TierItem[], sample: number): TierItem | undefined {
  const distance = (item: TierItem) => Math.abs(item.startSample - sample);
  return items.reduce<TierItem | undefined>(
    (best, item) => (best === undefined || distance(item) < distance(best) ? item : best),
    undefined,
  );
}

async function removeNearest(): Promise<void> {
  const tier = markerTierOf(getActiveDocument());
  const item = nearest(await markers(), useSelection.getState().cursorSample);
  if (tier !== null && item !== undefined) await removeItem(tier.tierId, item.itemId);
}

/** In the table, where its other properties are too. */
async function rename(): Promise<void> {
  const tier = markerTierOf(getActiveDocument());
  const item = nearest(await markers(), useSelection.getState().cursorSample);
  if (tier === null || item === undefined) return;
  const { change, focusLane } = useLayout.getState();
  focusLane(`tier:${tier.tierId}`);
  change({ workspace: 'inspect', isBottomOpen: true, bottomTab: 'markers' });
  useRenaming.setState({ key: item.itemId });
}

const hasMarkers = () => (markerTierOf(getActiveDocument())?.nItems ?? 0) > 0;

export const markCommands: readonly Command[] = [
  {
    name: 'mark.add',
    title: 'Add a marker',
    category: 'Mark',
    defaultKeys: { phonoscope: ['m', ';'], praat: ['m', 'Enter'], audacity: ['m', '$mod+b', '$mod+m', '$mod+.'] },
    isEnabled: () => hasDocument() || useRecording.getState().controls !== null,
    run: mark,
  },
  {
    name: 'mark.removeNearest',
    title: 'Delete the nearest marker',
    category: 'Mark',
    defaultKeys: { phonoscope: ['Shift+Delete'] },
    isEnabled: hasMarkers,
    run: removeNearest,
  },
  {
    name: 'mark.next',
    title: 'Go to the next marker',
    category: 'Mark',
    defaultKeys: { phonoscope: ['n', '.'] },
    isEnabled: hasMarkers,
    run: async () => {
      const at = useSelection.getState().cursorSample;
      goTo((await markers()).find((item) => item.startSample > at));
    },
  },
  {
    name: 'mark.previous',
    title: 'Go to the previous marker',
    category: 'Mark',
    defaultKeys: { phonoscope: ['Shift+n', ','] },
    isEnabled: hasMarkers,
    run: async () => {
      const at = useSelection.getState().cursorSample;
      goTo((await markers()).findLast((item) => item.startSample < at));
    },
  },
  {
    name: 'mark.rename',
    title: 'Rename the nearest marker',
    category: 'Mark',
    defaultKeys: { phonoscope: ['F2'], praat: ['Shift+F2'] },
    isEnabled: hasMarkers,
    opensField: true,
    run: rename,
  },
];
