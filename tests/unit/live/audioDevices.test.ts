import { expect, it } from 'vitest';
import { deviceOptions } from '../../../renderer/shared/audio/audioDevices.ts';

const devices = [
  { deviceId: '', label: 'Default' },
  { deviceId: 'a', label: 'Desk microphone' },
];

it('offers the default before anything is known, and keeps the chosen device while it is away', () => {
  expect(deviceOptions(null)).toEqual([devices[0]]);
  expect(deviceOptions([])).toEqual([devices[0]]);
  expect(deviceOptions(devices, 'a')).toEqual(devices);
  expect(deviceOptions(devices, 'b').at(-1)).toEqual({ deviceId: 'b', label: 'Not connected' });
});
