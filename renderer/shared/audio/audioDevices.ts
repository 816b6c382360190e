/** The sound devices there are, kept current. */
import { useEffect, useState } from 'react';
import { notifyError } from '../../state/notices.ts';

export type AudioDeviceKind = 'audioinput' | 'audiooutput';

export interface AudioDevice {
  readonly deviceId: string; // '' is the system's default
  readonly label: string;
}

const systemDefault: AudioDevice = { deviceId: '', label: 'Default' };

/** @returns none where the system has no device of the kind; else its default first */
async function listAudioDevices(kind: AudioDeviceKind): Promise<AudioDevice[]> {
  const devices = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === kind);
  if (devices.length === 0) return [];
  const named = devices
    .filter(({ deviceId }) => deviceId !== '' && deviceId !== 'default')
    .map(({ deviceId, label }, i) => ({ deviceId, label: label === '' ? `Device ${i + 1}` : label }));
  return [systemDefault, ...named];
}

/** null until the system has answered. */
export function useAudioDevices(kind: AudioDeviceKind): readonly AudioDevice[] | null {
  const [devices, setDevices] = useState<readonly AudioDevice[] | null>(null);
  useEffect(() => {
    const update = () => {
      listAudioDevices(kind).then(setDevices, (error: unknown) => {
        notifyError('List the sound devices', error);
      });
    };
    update();
    navigator.mediaDevices.addEventListener('devicechange', update);
    return () => {
      navigator.mediaDevices.removeEventListener('devicechange', update);
    };
  }, [kind]);
  return devices;
}

/**
 * As options of a list: the default is offered also where nothing is there yet.
 * @param chosenId kept among them while it is not connected
 */
export function deviceOptions(devices: readonly AudioDevice[] | null, chosenId = ''): readonly AudioDevice[] {
  const options = devices === null || devices.length === 0 ? [systemDefault] : devices;
  if (options.some(({ deviceId }) => deviceId === chosenId)) return options;
  return [...options, { deviceId: chosenId, label: devices === null ? 'Chosen before' : 'Not connected' }];
}
