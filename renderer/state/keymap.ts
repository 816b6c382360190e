/** Which keys run which command: the preset's, or the person's own where they rebound them. */
import { create } from 'zustand';
import { isMac as runsOnMac } from '../shared/format/keys.ts';
import type { Command, KeyPreset } from './commands.ts';

export interface KeymapStore {
  readonly preset: KeyPreset;
  /** Command name -> keys in tinykeys notation; an empty list unbinds. */
  readonly bindings: Readonly<Record<string, readonly string[]>>;
}

/** Follows the settings; set by the shell. */
export const useKeymap = create<KeymapStore>()(() => ({ preset: 'phonoscope', bindings: {} }));

const none: readonly string[] = [];

export function presetKeysOf(command: Command, preset: KeyPreset): readonly string[] {
  return command.defaultKeys?.[preset] ?? command.defaultKeys?.phonoscope ?? none;
}

export function keysOf(command: Command, { preset, bindings }: KeymapStore): readonly string[] {
  return bindings[command.name] ?? presetKeysOf(command, preset);
}

/** Keys with a name for their place and one for their character. */
const placedKeys: Readonly<Record<string, string>> = {
  '.': 'Period',
  ',': 'Comma',
  '[': 'BracketLeft',
  ']': 'BracketRight',
};

/** With Shift or Alt such a key gives another character, so that it is known by its place; otherwise by its character. */
function spelling(key: string, hasShiftOrAlt: boolean): string {
  const [character, place] = Object.entries(placedKeys).find((names) => names.includes(key)) ?? [key, key];
  return hasShiftOrAlt ? place : character;
}

const modifierOrder = ['Control', 'Meta', 'Alt', 'Shift'];

/** One spelling for every way of writing a key, so that equal keys compare equal: "shift+Control+K" -> "Control+Shift+k". */
export function normaliseKey(key: string, isMac = runsOnMac): string {
  const parts = key.trim().split(/(?<=\w)\+/);
  const last = parts.pop() ?? '';
  const modifiers = parts.map((part) => {
    const name = part.toLowerCase();
    if (name === '$mod') return isMac ? 'Meta' : 'Control';
    return modifierOrder.find((m) => m.toLowerCase() === name) ?? part;
  });
  modifiers.sort((a, b) => modifierOrder.indexOf(a) - modifierOrder.indexOf(b));
  const placed = spelling(last, modifiers.includes('Shift') || modifiers.includes('Alt'));
  return [...modifiers, placed.length === 1 ? placed.toLowerCase() : placed].join('+');
}

/** Key -> the commands it would run: those of a lane that has the focus first, then as they were registered. */
export function commandsByKey(
  commands: Iterable<Command>,
  keymap: KeymapStore,
  isMac = runsOnMac,
): Map<string, Command[]> {
  const byKey = new Map<string, Command[]>();
  for (const command of commands) {
    for (const key of keysOf(command, keymap)) {
      const normal = normaliseKey(key, isMac);
      const known = byKey.get(normal) ?? [];
      const nFirst =
        command.scope === undefined ? known.length : known.filter(({ scope }) => scope !== undefined).length;
      byKey.set(normal, known.toSpliced(nFirst, 0, command));
    }
  }
  return byKey;
}

export interface KeyConflict {
  readonly key: string;
  readonly commands: readonly Command[];
}

export function findConflicts(commands: Iterable<Command>, keymap: KeymapStore): KeyConflict[] {
  return [...commandsByKey(commands, keymap)]
    .flatMap(([key, claimants]) =>
      [...new Set(claimants.map(({ scope }) => scope))].map((scope) => ({
        key,
        commands: claimants.filter((command) => command.scope === scope),
      })),
    )
    .filter(({ commands: claimants }) => claimants.length > 1);
}
