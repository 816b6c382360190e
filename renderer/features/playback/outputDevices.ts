/** The sound devices there are, kept current. */
import { useEffect, useState } from 'react';
import { notifyError } from '../../state/notices.ts';

export interface OutputDevice {
  readonly deviceId: string; // '' is the system's default
  readonly label: string;
}

const systemDefault: OutputDevice = { deviceId: '', label: 'System default' };

async function listOutputDevices(): Promise<OutputDevice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const outputs = devices
    .filter(({ kind, deviceId }) => kind === 'audiooutput' && deviceId !== '' && deviceId !== 'default')
    .map(({ deviceId, label }, i) => ({ deviceId, label: label === '' ? `Device ${i + 1}` : label }));
  return [systemDefault, ...outputs];
}

export function useOutputDevices(): readonly OutputDevice[] {
  const [devices, setDevices] = useState<readonly OutputDevice[]>([systemDefault]);
  useEffect(() => {
    const update = () => {
      listOutputDevices().then(setDevices, (error: unknown) => {
        notifyError('List the sound devices', error);
      });
    };
    update();
    navigator.mediaDevices.addEventListener('devicechange', update);
    return () => {
      navigator.mediaDevices.removeEventListener('devicechange', update);
    };
  }, []);
  return devices;
}
