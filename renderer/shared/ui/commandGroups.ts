/** Commands as entries of a context menu, with their keys and ticks; what is not registered is left out. */
import { disabledReasonOf, isCommandEnabled, runCommand, type Command } from '../../state/commands.ts';
import { keysOf, type KeymapStore } from '../../state/keymap.ts';
import { formatKey } from '../format/keys.ts';
import type { MenuGroup } from './ContextMenu.tsx';

export interface CommandSection {
  readonly title: string;
  readonly names: readonly string[]; // of commands
}

export function commandGroups(
  sections: readonly CommandSection[],
  commands: ReadonlyMap<string, Command>,
  keymap: KeymapStore,
): MenuGroup[] {
  return sections.map(({ title, names }) => ({
    title,
    entries: names.flatMap((name) => {
      const command = commands.get(name);
      if (command === undefined) return [];
      const key = keysOf(command, keymap)[0];
      return [
        {
          id: name,
          title: command.title,
          isDisabled: !isCommandEnabled(command),
          ...reasonOf(command),
          isOn: command.isOn?.() === true,
          ...(key === undefined ? {} : { key: formatKey(key) }),
          run: () => runCommand(name, 'menu'),
        },
      ];
    }),
  }));
}

function reasonOf(command: Command): { readonly reason?: string } {
  const reason = disabledReasonOf(command);
  return reason === null ? {} : { reason };
}
