/** Masks that are kept: made of what is selected, selected again, changed. */
import type { MaskInfo } from '../../../../preload/contract/masks.ts';
import type { MaskShape } from '../../../../preload/contract/maskShapes.ts';
import type { EditCommand } from '../../../../preload/contract/edits.ts';
import type { DocumentInfo } from '../../../../preload/contract/project.ts';
import { applyEdit } from '../../../client/edits.ts';
import { masksOf } from '../../../client/masks.ts';
import { getActiveDocument } from '../../../client/project.ts';
import { announce } from '../../../state/announcements.ts';
import { tracksToEdit } from '../../../state/editing.ts';
import { useSelection } from '../../../state/selection.ts';
import { useViewport } from '../../../state/viewport.ts';
import { useEffects } from '../effectStore.ts';
import type { Combining } from './maskRegion.ts';
import { selectedRegion, selectRegion, useMaskShape } from './maskShape.ts';

/** What is selected with the feather it has. @returns null: nothing is */
export function selectedMask({ sampleRateHz }: DocumentInfo): MaskShape | null {
  const region = selectedRegion(sampleRateHz);
  const { featherSec, featherHz } = useEffects.getState().settings.erase;
  return region && { region, featherSamples: Math.round(featherSec * sampleRateHz), featherHz };
}

/** The mask that was selected last, if it is still there. */
export function currentMask(): MaskInfo | null {
  const document = getActiveDocument();
  const { maskId } = useMaskShape.getState();
  return (document && masksOf(document.documentId).find((mask) => mask.maskId === maskId)) ?? null;
}

async function edit(command: EditCommand): Promise<readonly string[]> {
  const edited = await applyEdit(command);
  announce(edited?.title ?? 'Nothing to change');
  return edited?.createdIds ?? [];
}

/** "Mask 3": the lowest number that no mask has. */
function freeName(masks: readonly MaskInfo[]): string {
  const taken = new Set(masks.map(({ name }) => name));
  let number = 1;
  while (taken.has(`Mask ${String(number)}`)) number++;
  return `Mask ${String(number)}`;
}

/** On the focused track. @returns its id; null: nothing was selected */
export async function keepSelection(): Promise<string | null> {
  const document = getActiveDocument();
  const track = document === null ? undefined : tracksToEdit(document)[0];
  const mask = document === null ? null : selectedMask(document);
  if (document === null || track === undefined || mask === null) return null;
  const { selection } = useSelection.getState();
  const name = freeName(masksOf(document.documentId));
  const [maskId = null] = await edit({ kind: 'mask.add', trackId: track.trackId, name, mask });
  if (useSelection.getState().selection === selection) useMaskShape.setState({ maskId });
  return maskId;
}

/** As it was kept, with its feather; combined with what is selected that keeps its own. */
export function selectMask({ maskId, name, mask }: MaskInfo, combining: Combining): void {
  const document = getActiveDocument();
  if (document === null) return;
  const { sampleRateHz } = document;
  if (!selectRegion(mask.region, combining, sampleRateHz)) {
    announce(`Nothing of ${name} is in the selection`);
    return;
  }
  if (combining !== 'new') return;
  useMaskShape.setState({ maskId });
  const { featherSamples, featherHz } = mask;
  useEffects.getState().change('erase', { featherSec: featherSamples / sampleRateHz, featherHz });
  useViewport.getState().reveal(useSelection.getState().cursorSample);
  announce(`Mask ${name}`);
}

export async function replaceMask({ trackId, maskId }: MaskInfo): Promise<void> {
  const document = getActiveDocument();
  const mask = document && selectedMask(document);
  if (mask != null) await edit({ kind: 'mask.change', trackId, maskId, mask });
}

export async function renameMask({ trackId, maskId }: MaskInfo, name: string): Promise<void> {
  await edit({ kind: 'mask.rename', trackId, maskId, name });
}

export async function deleteMask({ trackId, maskId }: MaskInfo): Promise<void> {
  await edit({ kind: 'mask.remove', trackId, maskIds: [maskId] });
  if (useMaskShape.getState().maskId === maskId) useMaskShape.setState({ maskId: null });
}
