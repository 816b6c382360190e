/** Editing what is open: undo and redo, commands over the selection, clips by hand, the history of edits. */
import { followEdits } from '../../client/edits.ts';
import { registerCommands } from '../../state/commands.ts';
import { inspectorSections } from '../../state/inspectorSections.ts';
import { laneMenus } from '../../state/laneMenus.ts';
import { editingCommands } from './editingCommands.ts';
import { EditingSection } from './EditingSection.tsx';
import { laneEditSections } from './editSections.ts';
import { followEditMenu } from './followEditMenu.ts';

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
  inspectorSections.add({ name: 'Editing', order: 15, View: EditingSection });
  followEdits();
  followEditMenu();
}
