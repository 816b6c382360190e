import { RotateCcw, TriangleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { changeSettings, useSettings } from '../../client/settings.ts';
import { formatKey, isMac } from '../../shared/format/keys.ts';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { useCommands, type Command, type CommandCategory, type KeyPreset } from '../../state/commands.ts';
import { findConflicts, keysOf, useKeymap } from '../../state/keymap.ts';
import { notifyError } from '../../state/notices.ts';
import { keyOf, useRecorder } from './recorder.ts';
import styles from './ShortcutSheet.module.css';

const categories: readonly CommandCategory[] = [
  'File',
  'Edit',
  'Select',
  'View',
  'Play',
  'Mark',
  'Analyse',
  'Window',
  'Help',
];
const presets: Readonly<Record<KeyPreset, string>> = { phonoscope: 'Phonoscope', praat: 'Praat', audacity: 'Audacity' };

function bind(name: string, keys: readonly string[] | null): void {
  const { [name]: _old, ...others } = useSettings.getState().settings.keyBindings;
  changeSettings({ keyBindings: keys === null ? others : { ...others, [name]: [...keys] } }).catch((error: unknown) => {
    notifyError('Change a key', error);
  });
}

/** Every command with its keys; a key is changed by pressing another. */
export function ShortcutSheet() {
  const commands = useCommands((s) => s.commands);
  const keymap = useKeymap();
  const [filter, setFilter] = useState('');
  const conflicts = findConflicts(commands.values(), keymap);
  const inConflict = new Set(conflicts.flatMap(({ commands: claimants }) => claimants.map((c) => c.name)));
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (command: Command) => {
    const text =
      `${command.title} ${command.category} ${keysOf(command, keymap).map(formatKey).join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  useRecording();
  return (
    <div className={styles['sheet']} data-testid="shortcut-sheet">
      <div className={styles['head']}>
        <SelectField
          label="Preset"
          value={keymap.preset}
          options={Object.entries(presets).map(([value, title]) => ({ value: value as KeyPreset, title }))}
          defaultValue="phonoscope"
          onChange={(keyPreset) => {
            changeSettings({ keyPreset }).catch((error: unknown) => {
              notifyError('Change the keys', error);
            });
          }}
        />
        <input
          type="search"
          aria-label="Find a command or key"
          placeholder="Find a command or key"
          value={filter}
          onChange={(event) => {
            setFilter(event.target.value);
          }}
        />
      </div>
      {conflicts.length > 0 && (
        <ul className={styles['conflicts']} role="status" aria-label="Conflicts">
          {conflicts.map(({ key, commands: claimants }) => (
            <li key={key}>
              <TriangleAlert size={14} aria-hidden />
              <span>
                {formatKey(key)} is bound to {claimants.map((c) => `“${c.title}”`).join(' and ')}; the first that can
                run does.
              </span>
            </li>
          ))}
        </ul>
      )}
      {categories.map((category) => {
        const found = [...commands.values()].filter(
          (c) => c.isListed !== false && c.category === category && matches(c),
        );
        return found.length === 0 ? null : (
          <section key={category} aria-label={category}>
            <h2>{category}</h2>
            <ul>
              {found.map((command) => (
                <ShortcutRow key={command.name} command={command} isInConflict={inConflict.has(command.name)} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

interface RowProps {
  readonly command: Command;
  readonly isInConflict: boolean;
}

function ShortcutRow({ command, isInConflict }: RowProps) {
  const keymap = useKeymap();
  const isRecording = useRecorder((s) => s.commandName === command.name);
  const keys = keysOf(command, keymap);
  const isOwn = keymap.bindings[command.name] !== undefined;
  return (
    <li className={styles['row']} data-own={isOwn || undefined}>
      <span className={styles['title']} title={command.title}>
        {command.title}
      </span>
      {isInConflict && <TriangleAlert size={12} className={styles['warning']} aria-label="shares its key" />}
      {isOwn && (
        <button
          type="button"
          className={styles['small']}
          aria-label={`Put back the preset’s keys: ${command.title}`}
          title="Put back the preset’s keys"
          onClick={() => {
            bind(command.name, null);
          }}
        >
          <RotateCcw size={12} aria-hidden />
        </button>
      )}
      {keys.length > 0 && (
        <button
          type="button"
          className={`${styles['small'] ?? ''} ${styles['onHover'] ?? ''}`}
          aria-label={`No key: ${command.title}`}
          title="No key"
          onClick={() => {
            bind(command.name, []);
          }}
        >
          <X size={12} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className={styles['keys']}
        data-recording={isRecording || undefined}
        aria-label={`${command.title}: ${keys.map(formatKey).join(' ') || 'no key'}. Press to change`}
        onClick={() => {
          useRecorder.setState({ commandName: isRecording ? null : command.name });
        }}
      >
        {isRecording
          ? 'Press a key'
          : keys.length === 0
            ? '—'
            : keys.flatMap((key, i) => [i > 0 && ' ', <kbd key={key}>{formatKey(key)}</kbd>])}
      </button>
    </li>
  );
}

/** While a row waits, the next key becomes its key; Escape, a press elsewhere and leaving the sheet give up. */
function useRecording(): void {
  const commandName = useRecorder((s) => s.commandName);
  useEffect(() => {
    if (commandName === null) return;
    const onKey = (event: KeyboardEvent) => {
      event.preventDefault();
      event.stopPropagation();
      const key = keyOf(event, isMac);
      if (key === null) return;
      if (key !== 'Escape') bind(commandName, [key]);
      useRecorder.setState({ commandName: null });
    };
    const stop = () => {
      useRecorder.setState({ commandName: null });
    };
    window.addEventListener('keydown', onKey, true);
    window.addEventListener('pointerdown', stop, true);
    return () => {
      window.removeEventListener('keydown', onKey, true);
      window.removeEventListener('pointerdown', stop, true);
    };
  }, [commandName]);
  useEffect(
    () => () => {
      useRecorder.setState({ commandName: null }); // no key runs anything while one is waited for
    },
    [],
  );
}
