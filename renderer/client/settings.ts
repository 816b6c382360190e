/** What belongs to the person: theme, keys, formats. Kept by the studio host, followed here. */
import { create } from 'zustand';
import type { Settings } from '../../preload/contract/settings.ts';
import { studio } from './studio.ts';

/** As the contract's defaults; repeated because the schema would bring its validator into the first paint. */
export const defaultSettings: Settings = {
  theme: 'dark',
  keyPreset: 'phonoscope',
  keyBindings: {},
  timeFormat: 'hms',
  colourMap: 'magma',
  inputDeviceId: '',
  outputDeviceId: '',
  recordPreRollSec: 0,
  recordOffsetMs: 0,
  recordChannels: 'stereo',
  snapToZeroCrossing: false,
  reopenLastProject: true,
  spectralDevice: 'auto',
};

export const useSettings = create<{ readonly settings: Settings }>()(() => ({ settings: defaultSettings }));

studio.onEvent('settings.changed', ({ settings }) => {
  useSettings.setState({ settings });
});
studio.onReady('Read the settings', async () => {
  useSettings.setState({ settings: await studio.call['settings.get']({}) });
});

let changes = 0; // only the answer to the latest may take the place of what is shown

/** Shown at once; the host's answer decides, and a change that it refuses is taken back. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const before = useSettings.getState().settings;
  const own = ++changes;
  useSettings.setState({ settings: { ...before, ...change } });
  try {
    const settings = await studio.call['settings.set'](change);
    if (own === changes) useSettings.setState({ settings });
  } catch (error) {
    const kept = Object.fromEntries((Object.keys(change) as (keyof Settings)[]).map((key) => [key, before[key]]));
    useSettings.setState((s) => ({ settings: { ...s.settings, ...kept } }));
    throw error;
  }
}
