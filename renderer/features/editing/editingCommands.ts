import type { Command } from '../../state/commands.ts';
import { clipCommands } from './clipCommands.ts';
import { historyCommands } from './historyCommands.ts';
import { insertCommands } from './insertCommands.ts';
import { modeCommands } from './modeCommands.ts';
import { pencilCommands } from './pencil/pencilCommands.ts';
import { soundCommands } from './soundCommands.ts';
import { trackCommands } from './trackCommands.ts';
import { undoCommands } from './undoCommands.ts';

export const editingCommands: readonly Command[] = [
  ...undoCommands,
  ...soundCommands,
  ...pencilCommands,
  ...insertCommands,
  ...clipCommands,
  ...trackCommands,
  ...modeCommands,
  ...historyCommands,
];
