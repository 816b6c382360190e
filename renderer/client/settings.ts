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
  outputDeviceId: '',
  snapToZeroCrossing: false,
  reopenLastProject: true,
};

export const useSettings = create<{ readonly settings: Settings }>()(() => ({ settings: defaultSettings }));

studio.onEvent('settings.changed', ({ settings }) => {
  useSettings.setState({ settings });
});
studio.onConnection((state) => {
  if (state !== 'ready') return;
  void studio.call['settings.get']({}).then((settings) => {
    useSettings.setState({ settings });
  });
});

/** Shown at once; the host's answer decides. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  useSettings.setState((s) => ({ settings: { ...s.settings, ...change } }));
  useSettings.setState({ settings: await studio.call['settings.set'](change) });
}
