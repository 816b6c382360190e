import { useEffect, useState, type ReactNode } from 'react';
import type { Settings } from '../../../preload/contract/settings.ts';
import type { AboutInfo } from '../../../preload/contract/shell.ts';
import { changeSettings, defaultSettings, useSettings } from '../../client/settings.ts';
import { shell } from '../../client/shell.ts';
import { colourMapNames, colourMapTitles } from '../../shared/colormap/colourMaps.ts';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { SwitchField } from '../../shared/ui/SwitchField.tsx';
import { runCommand } from '../../state/commands.ts';
import { notifyError } from '../../state/notices.ts';
import styles from './SettingsPanel.module.css';

type Options<K extends keyof Settings> = readonly { readonly value: Settings[K]; readonly title: string }[];

const themes: Options<'theme'> = [
  { value: 'dark', title: 'Dark' },
  { value: 'light', title: 'Light' },
  { value: 'system', title: 'As the system' },
];
const presets: Options<'keyPreset'> = [
  { value: 'phonoscope', title: 'Phonoscope' },
  { value: 'praat', title: 'Praat' },
  { value: 'audacity', title: 'Audacity' },
];
const timeFormats: Options<'timeFormat'> = [
  { value: 'hms', title: 'h:m:s' },
  { value: 'seconds', title: 'Seconds' },
  { value: 'samples', title: 'Samples' },
  { value: 'frames', title: 'Frames of the hop' },
];
const spectralDevices: Options<'spectralDevice'> = [
  { value: 'auto', title: 'Whichever is faster' },
  { value: 'cpu', title: 'Processor' },
  { value: 'gpu', title: 'Graphics card' },
];
const colourMaps: Options<'colourMap'> = colourMapNames.map((value) => ({ value, title: colourMapTitles[value] }));

function change(values: Partial<Settings>): void {
  changeSettings(values).catch((error: unknown) => {
    notifyError('Change a setting', error);
  });
}

interface Props {
  readonly sound: ReactNode; // settings of playback, which another feature owns
}

export function SettingsPanel({ sound }: Props) {
  const settings = useSettings((s) => s.settings);
  const select = <K extends keyof Settings & ('theme' | 'keyPreset' | 'timeFormat' | 'colourMap' | 'spectralDevice')>(
    key: K,
    label: string,
    options: Options<K>,
  ) => (
    <SelectField<Settings[K]>
      label={label}
      testId={`setting-${key}`}
      value={settings[key]}
      defaultValue={defaultSettings[key]}
      options={options}
      onChange={(value) => {
        change({ [key]: value });
      }}
    />
  );
  return (
    <div data-testid="settings-panel">
      <Section title="Appearance">
        {select('theme', 'Theme', themes)}
        {select('timeFormat', 'Time format', timeFormats)}
        {select('colourMap', 'Default colours', colourMaps)}
      </Section>
      <Section title="Keys and pointer">
        {select('keyPreset', 'Key preset', presets)}
        <SwitchField
          label="Selections snap to zero crossings"
          isOn={settings.snapToZeroCrossing}
          isOnByDefault={defaultSettings.snapToZeroCrossing}
          onChange={(snapToZeroCrossing) => {
            change({ snapToZeroCrossing });
          }}
        />
        <button type="button" className={styles['link']} onClick={() => runCommand('app.shortcuts')}>
          Change single keys
        </button>
      </Section>
      {sound}
      <Section title="Computing">{select('spectralDevice', 'Spectrograms', spectralDevices)}</Section>
      <Section title="Start">
        <SwitchField
          label="Open the last project again"
          isOn={settings.reopenLastProject}
          isOnByDefault={defaultSettings.reopenLastProject}
          onChange={(reopenLastProject) => {
            change({ reopenLastProject });
          }}
        />
      </Section>
      <About />
    </div>
  );
}

function About() {
  const [about, setAbout] = useState<AboutInfo | null>(null);
  useEffect(() => {
    shell['shell.about']({}).then(setAbout, (error: unknown) => {
      notifyError('About', error);
    });
  }, []);
  if (about === null) return null;
  return (
    <Section title="About">
      <Property name="Phonoscope">{about.version}</Property>
      <Property name="Electron">{about.electron}</Property>
      <Property name="Chromium">{about.chromium}</Property>
      <Property name="Node">{about.node}</Property>
      <Property name="System">{about.platform}</Property>
    </Section>
  );
}
