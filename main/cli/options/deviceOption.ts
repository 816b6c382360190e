import { Option, type Command } from 'commander';
import type { DevicePolicy } from '../../services/analysis/device/spectralDevices.ts';

export interface DeviceOption {
  readonly device: DevicePolicy;
}

export function addDeviceOption(command: Command): Command {
  return command.addOption(
    new Option('--device <name>', 'where it is computed; auto measures once per machine')
      .default('auto')
      .choices(['auto', 'cpu', 'gpu']),
  );
}
