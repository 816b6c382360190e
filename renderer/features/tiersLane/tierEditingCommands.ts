import type { Command } from '../../state/commands.ts';
import { boundaryCommands } from './boundaryCommands.ts';
import { itemCommands } from './itemCommands.ts';
import { labelKeyCommands } from './labelKeyCommands.ts';
import { searchCommands } from './search/searchCommands.ts';
import { tierListCommands } from './tierListCommands.ts';

export const tierEditingCommands: readonly Command[] = [
  ...itemCommands,
  ...boundaryCommands,
  ...labelKeyCommands,
  ...tierListCommands,
  ...searchCommands,
];
