import { getActiveDocument } from '../../client/project.ts';
import type { Command } from '../../state/commands.ts';
import { newMacroText, useMacros } from './macroStore.ts';
import {
  exportMacro,
  fromHistory,
  importMacro,
  removeMacro,
  runHere,
  runOnFiles,
  saveMacro,
  showMacros,
  toggleRecording,
  whyNoRun,
} from './runMacro.ts';

const command = (name: string, title: string, run: Command['run'], why: () => string | null = () => null): Command => ({
  name: `macros.${name}`,
  title,
  category: 'Edit',
  isEnabled: () => why() === null,
  disabledReason: why,
  run: (context) => {
    showMacros();
    return run(context);
  },
});

const whyNoDocument = () => (getActiveDocument() === null ? 'no recording is open' : null);
const whyNotKept = () => (useMacros.getState().chosenId === null ? 'no macro of the profile is chosen' : null);

export const macroCommands: readonly Command[] = [
  command('new', 'New macro', newMacroText),
  command('save', 'Save the macro', saveMacro, whyNoRun),
  command('remove', 'Remove the macro', removeMacro, whyNotKept),
  command('import', 'Import macros…', importMacro),
  command('export', 'Export the macro…', exportMacro, whyNotKept),
  command('fromHistory', 'Save the history as a macro', () => fromHistory(null), whyNoDocument),
  {
    ...command('record', 'Record a macro', toggleRecording, () =>
      useMacros.getState().recording === null ? whyNoDocument() : null,
    ),
    isOn: () => useMacros.getState().recording !== null,
  },
  command('run', 'Run the macro on this document', runHere, () => whyNoDocument() ?? whyNoRun()),
  command('runFiles', 'Run the macro on files…', runOnFiles, whyNoRun),
];
