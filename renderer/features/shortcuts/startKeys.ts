import { createKeybindingsHandler } from 'tinykeys';
import { isCommandEnabled, runCommand, startCommand, useCommands, type Command } from '../../state/commands.ts';
import { commandsByKey, useKeymap } from '../../state/keymap.ts';
import { describeFocus } from './describeFocus.ts';
import { holdKeys } from './holdKeys.ts';
import { mayRun } from './mayRun.ts';
import { useRecorder } from './recorder.ts';

function ignores(event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented || useRecorder.getState().commandName !== null) return true;
  const hasModifier = event.ctrlKey || event.metaKey || event.altKey;
  return !mayRun({ key: event.key, hasModifier }, describeFocus(event.target instanceof Element ? event.target : null));
}

/** Ctrl+C copies selected text first: that is what the person sees marked. */
function copiesText(event: KeyboardEvent): boolean {
  return event.key.toLowerCase() === 'c' && (event.ctrlKey || event.metaKey) && !getSelection()?.isCollapsed;
}

function build(): (event: KeyboardEvent) => void {
  const byKey = commandsByKey(useCommands.getState().commands.values(), useKeymap.getState());
  if (byKey.has('Tab') && !byKey.has('Escape')) byKey.set('Escape', []);
  const handlers = [...byKey].map(
    ([key, commands]) =>
      [
        key,
        (event: KeyboardEvent) => {
          if (!runFirst(commands, event) && key === 'Escape' && byKey.has('Tab')) leaveLane(event);
        },
      ] as const,
  );
  return createKeybindingsHandler(Object.fromEntries(handlers), { ignore: ignores });
}

/** Of commands that share a key the first that can run now does. */
function runFirst(commands: readonly Command[], event: KeyboardEvent): boolean {
  const command = commands.find(isCommandEnabled);
  if (copiesText(event) || command === undefined) return false;
  event.preventDefault();
  const done = startCommand(command.name, 'key');
  if (done !== null && command.opensField === true) holdKeys(done);
  return done !== null;
}

/** Where Tab plays, Escape gives the focus back: no lane may be a trap. */
function leaveLane(event: KeyboardEvent): void {
  if (event.target instanceof Element && describeFocus(event.target).isLane) runCommand('focus.next', 'key');
}

export function startKeys(): void {
  let handler = build();
  const rebuild = () => {
    handler = build();
  };
  useCommands.subscribe(rebuild);
  useKeymap.subscribe(rebuild);
  window.addEventListener('keydown', (event) => {
    handler(event);
  });
}
