/** Editing what is open: undo and redo, commands over the selection, clips by hand, the history of edits. */
import { followEdits } from '../../client/edits.ts';
import { registerCommands } from '../../state/commands.ts';
import { inspectorSections } from '../../state/inspectorSections.ts';
import { laneHeaders } from '../../state/laneHeaders.ts';
import { laneOverlays } from '../../state/laneOverlays.ts';
import { laneMenus } from '../../state/laneMenus.ts';
import { ClipOverlay } from './ClipOverlay.tsx';
import { editingCommands } from './editingCommands.ts';
import { EditingSection } from './EditingSection.tsx';
import { laneEditSections } from './editSections.ts';
import { followEditMenu } from './followEditMenu.ts';
import { PencilOverlay } from './pencil/PencilOverlay.tsx';
import { TrackHeader } from './TrackHeader.tsx';

export { HistoryPanel } from './HistoryPanel.tsx';
export { EditPrompt } from './EditPrompt.tsx';
export { RippleSwitch } from './RippleSwitch.tsx';

export function registerEditing(): void {
  registerCommands(editingCommands);
  laneMenus.add(
    ...laneEditSections.map((section) => ({
      name: section.title,
      kinds: ['waveform', 'spectrogram'] as const,
      section,
    })),
  );
  laneOverlays.add({ name: 'clips', kind: 'waveform', View: ClipOverlay });
  laneOverlays.add({ name: 'pencil', kind: 'waveform', View: PencilOverlay });
  laneHeaders.add({ name: 'track', kind: 'waveform', View: TrackHeader });
  inspectorSections.add({ name: 'Editing', order: 15, View: EditingSection });
  followEdits();
  followEditMenu();
}
