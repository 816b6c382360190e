import type { LucideIcon } from 'lucide-react';
import { Button, Tooltip, TooltipTrigger } from 'react-aria-components';
import { disabledReasonOf, isCommandEnabled, runCommand, useCommands } from '../../state/commands.ts';
import { keysOf, useKeymap } from '../../state/keymap.ts';
import { formatKey } from '../format/keys.ts';
import styles from './CommandButton.module.css';

interface Props {
  readonly command: string;
  readonly icon: LucideIcon;
  readonly label?: string; // shown beside the icon; without it the command's title is the accessible name only
  readonly isDisabled?: boolean; // when enabledness follows state the caller subscribes to
  readonly isOn?: boolean; // a switch that is on
  readonly hasKey?: boolean; // the key is shown too
}

/** A button that runs a command; its tooltip names the command and its key. */
export function CommandButton({ command: name, icon: Icon, label, isDisabled, isOn, hasKey = false }: Props) {
  const command = useCommands((s) => s.commands.get(name));
  const keymap = useKeymap();
  if (command === undefined) return null;
  const key = keysOf(command, keymap)[0];
  const reason = disabledReasonOf(command);
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      <Button
        className={styles['button'] ?? ''}
        {...(label === undefined ? { 'aria-label': command.title } : {})}
        data-testid={`command-${name}`}
        isDisabled={isDisabled ?? !isCommandEnabled(command)}
        {...(isOn === undefined ? {} : { 'aria-pressed': isOn, 'data-on': isOn || undefined })}
        onPress={() => runCommand(name)}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden />
        {label !== undefined && <span>{label}</span>}
        {hasKey && key !== undefined && <kbd>{formatKey(key)}</kbd>}
      </Button>
      <Tooltip className={styles['tooltip'] ?? ''} offset={4}>
        {reason === null ? command.title : `${command.title}: ${reason}`}
        {key !== undefined && <kbd>{formatKey(key)}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
