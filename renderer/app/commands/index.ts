import { registerCommands } from '../../state/commands.ts';
import { annotationCommands } from './annotationCommands.ts';
import { cursorCommands } from './cursorCommands.ts';
import { fileCommands } from './fileCommands.ts';
import { markCommands } from './markCommands.ts';
import { selectCommands } from './selectCommands.ts';
import { bandCommands } from './bandCommands.ts';
import { copyCommands } from './copyCommands.ts';
import { shareCommands } from './shareCommands.ts';
import { spectrogramCommands } from './spectrogramCommands.ts';
import { viewCommands } from './viewCommands.ts';
import { waveformCommands } from './waveformCommands.ts';
import { windowCommands } from './windowCommands.ts';

export function registerAppCommands(): void {
  registerCommands([
    ...fileCommands,
    ...shareCommands,
    ...annotationCommands,
    ...cursorCommands,
    ...selectCommands,
    ...bandCommands,
    ...copyCommands,
    ...viewCommands,
    ...waveformCommands,
    ...markCommands,
    ...spectrogramCommands,
    ...windowCommands,
  ]);
}
