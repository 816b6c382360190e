import { Command as Menu, defaultFilter } from 'cmdk';
import { Check } from 'lucide-react';
import { useEffect, useState } from 'react';
import { disabledReasonOf, isCommandEnabled, runCommand, useCommands, type Command } from '../../state/commands.ts';
import { keysOf, useKeymap } from '../../state/keymap.ts';
import { formatKey } from '../../shared/format/keys.ts';
import { usePaletteOpen } from '../../state/palette.ts';
import styles from './Palette.module.css';

function close(): void {
  usePaletteOpen.setState({ isOpen: false });
}

export function Palette() {
  const isOpen = usePaletteOpen((s) => s.isOpen);
  return isOpen ? <OpenPalette /> : null;
}

function OpenPalette() {
  const commands = useCommands((s) => s.commands);
  const [before] = useState(() => document.activeElement); // while drawing: the field has not taken the focus yet
  useEffect(
    () => () => {
      const isFree = document.activeElement === null || document.activeElement === document.body;
      if (isFree && before instanceof HTMLElement) before.focus();
    },
    [before],
  );
  const choose = (command: Command) => {
    close();
    runCommand(command.name, 'palette');
  };
  return (
    <div className={styles['backdrop']} data-modal onPointerDown={close}>
      <div
        className={styles['palette']}
        role="dialog"
        aria-modal="true"
        aria-label="Commands"
        data-testid="palette"
        onPointerDown={(event) => {
          event.stopPropagation();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Tab') event.preventDefault(); // the field is all there is: behind it nothing may have the focus
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          close();
        }}
      >
        <Menu label="Commands" loop filter={rank}>
          <Menu.Input autoFocus placeholder="Search commands" className={styles['input'] ?? ''} />
          <Menu.List className={styles['list'] ?? ''}>
            <Menu.Empty className={styles['none'] ?? ''}>No command has these words</Menu.Empty>
            {[...commands.values()].map((command) => (
              <PaletteRow key={command.name} command={command} onChoose={choose} />
            ))}
          </Menu.List>
        </Menu>
      </div>
    </div>
  );
}

/** The title counts most; what cannot run now comes last. Names, not titles, tell the rows apart. */
function rank(name: string, search: string, [state, title = '', category = '']: string[] = []): number {
  const other = defaultFilter(`${category} ${name}`, search, []);
  const score = Math.max(defaultFilter(title, search, []), other * 0.5);
  return state === 'off' ? score * 0.01 : score;
}

interface RowProps {
  readonly command: Command;
  readonly onChoose: (command: Command) => void;
}

function PaletteRow({ command, onChoose }: RowProps) {
  const keymap = useKeymap();
  const isEnabled = isCommandEnabled(command);
  const reason = disabledReasonOf(command);
  return (
    <Menu.Item
      value={command.name}
      keywords={[isEnabled ? 'on' : 'off', command.title, command.category]}
      disabled={!isEnabled}
      onSelect={() => {
        onChoose(command);
      }}
      className={styles['item'] ?? ''}
    >
      <span className={styles['category']}>{command.category}</span>
      <span className={styles['title']}>{command.title}</span>
      {reason !== null && <small>{reason}</small>}
      {command.isOn?.() && <Check size={14} aria-label="on" />}
      {keysOf(command, keymap)
        .slice(0, 2)
        .map((key) => (
          <kbd key={key}>{formatKey(key)}</kbd>
        ))}
    </Menu.Item>
  );
}
