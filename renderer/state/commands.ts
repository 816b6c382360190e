/**
 * Every action of the app by name. Features register theirs when they are loaded; keys, palette, menus, buttons and the
 * shortcut sheet all run them from here.
 */
import { create } from 'zustand';

export type KeyPreset = 'phonoscope' | 'praat' | 'audacity';
export type CommandCategory = 'File' | 'Edit' | 'Select' | 'View' | 'Play' | 'Mark' | 'Analyse' | 'Window' | 'Help';
export type CommandSource = 'key' | 'menu' | 'palette' | 'button';

export interface CommandContext {
  readonly source: CommandSource;
}

export interface Command {
  readonly name: string; // "view.zoomIn": stable, menus and stored key bindings use it
  readonly title: string; // "Zoom in"; a getter where it names what it acts on: "Undo Delete 1.204 s"
  readonly category: CommandCategory;
  /**
   * Keys in tinykeys notation ("$mod+k", "Shift+Space", "f"). A preset that is not named has the keys of `phonoscope`.
   * Tab works only while a lane has the focus.
   */
  readonly defaultKeys?: Partial<Record<KeyPreset, readonly string[]>>;
  readonly isEnabled?: () => boolean;
  /**
   * Only where such a lane, or one whose points are edited, has the focus, or while samples are drawn; there its keys go
   * before those of the window.
   */
  readonly scope?: 'tier' | 'points' | 'pencil';
  /** Why it cannot run now, as a short sentence; menus and palette show it. */
  readonly disabledReason?: () => string | null;
  /** False: in the palette only, for what comes and goes, such as recent projects. */
  readonly isListed?: boolean;
  /** For switches: whether it is on now; shown as a tick. */
  readonly isOn?: () => boolean;
  /** It asks for a text in a field: what is typed before the field is there goes into it. */
  readonly opensField?: boolean;
  /** Failures are shown by the shell; throw what the studio threw. */
  run(context: CommandContext): void | Promise<unknown>;
}

interface CommandStore {
  readonly commands: ReadonlyMap<string, Command>;
}

export const useCommands = create<CommandStore>()(() => ({ commands: new Map() }));

type FailureListener = (error: unknown, command: Command) => void;
let onFailure: FailureListener = (error) => {
  throw error;
};

/** Set once by the shell. */
export function handleCommandFailures(listener: FailureListener): void {
  onFailure = listener;
}

/** @returns a function that takes them away again, but for those that were replaced meanwhile */
export function registerCommands(added: readonly Command[]): () => void {
  useCommands.setState((s) => ({ commands: new Map([...s.commands, ...added.map((c) => [c.name, c] as const)]) }));
  return () => {
    useCommands.setState((s) => ({
      commands: new Map([...s.commands].filter(([, command]) => !added.includes(command))),
    }));
  };
}

export function isCommandEnabled(command: Command): boolean {
  return command.isEnabled?.() ?? true;
}

export function disabledReasonOf(command: Command): string | null {
  return isCommandEnabled(command) ? null : (command.disabledReason?.() ?? null);
}

/** @returns false when there is no such command or it cannot run now */
export function runCommand(name: string, source: CommandSource = 'button'): boolean {
  return startCommand(name, source) !== null;
}

/** @returns when it has run, whether or not it failed, which the shell tells; null as runCommand has false */
export function startCommand(name: string, source: CommandSource): Promise<void> | null {
  const command = useCommands.getState().commands.get(name);
  if (command === undefined || !isCommandEnabled(command)) return null;
  const fail = (error: unknown) => {
    onFailure(error, command);
  };
  try {
    return Promise.resolve(command.run({ source })).then(() => undefined, fail);
  } catch (error) {
    fail(error);
    return Promise.resolve();
  }
}
