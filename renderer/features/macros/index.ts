/** Macros: lists of effects and edits, recorded or written, run on the document or on many files. */
import { studio } from '../../client/studio.ts';
import { registerCommands } from '../../state/commands.ts';
import { macroCommands } from './macroCommands.ts';
import { editText, readMacros, useMacros } from './macroStore.ts';

export { MacrosPanel } from './MacrosPanel.tsx';

export function registerMacros(): void {
  registerCommands(macroCommands);
  studio.onReady('Read the macros', async () => {
    await readMacros();
    const { text } = useMacros.getState();
    if (text !== '') editText(text);
  });
}
