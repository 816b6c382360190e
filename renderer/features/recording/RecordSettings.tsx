import type { Settings } from '../../../preload/contract/settings.ts';
import { changeSettings, defaultSettings, useSettings } from '../../client/settings.ts';
import { deviceOptions, useAudioDevices } from '../../shared/audio/audioDevices.ts';
import { NumberField } from '../../shared/ui/NumberField.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { notifyError } from '../../state/notices.ts';

const channelOptions: readonly { readonly value: Settings['recordChannels']; readonly title: string }[] = [
  { value: 'stereo', title: 'As delivered, up to 2' },
  { value: 'mono', title: 'Mono' },
];

function change(values: Partial<Settings>): void {
  changeSettings(values).catch((error: unknown) => {
    notifyError('Change a setting', error);
  });
}

/** From what takes are made, and how they begin. */
export function RecordSettings() {
  const settings = useSettings((s) => s.settings);
  const devices = useAudioDevices('audioinput');
  const { inputDeviceId, recordChannels, recordPreRollSec, recordOffsetMs } = settings;
  return (
    <Section title="Recording">
      <SelectField
        label="Input"
        testId="record-input"
        value={inputDeviceId}
        options={deviceOptions(devices, inputDeviceId).map(({ deviceId, label }) => ({
          value: deviceId,
          title: label,
        }))}
        onChange={(value) => {
          change({ inputDeviceId: value });
        }}
      />
      <SelectField
        label="Channels"
        testId="record-channels"
        value={recordChannels}
        defaultValue={defaultSettings.recordChannels}
        options={channelOptions}
        onChange={(value) => {
          change({ recordChannels: value });
        }}
      />
      <NumberField
        label="Pre-roll"
        testId="record-pre-roll"
        dimension="time"
        value={recordPreRollSec}
        defaultValue={defaultSettings.recordPreRollSec}
        format={(sec) => (sec === 0 ? 'none' : `${sec} s`)}
        minValue={0}
        maxValue={60}
        step={1}
        onChange={(value) => {
          if (value !== null) change({ recordPreRollSec: value });
        }}
      />
      <NumberField
        label="Offset"
        testId="record-offset"
        dimension="time"
        value={recordOffsetMs / 1000}
        defaultValue={defaultSettings.recordOffsetMs / 1000}
        format={(sec) => `${Math.round(sec * 1000)} ms`}
        bare={(ms) => ms / 1000}
        minValue={-1}
        maxValue={1}
        step={0.001}
        onChange={(value) => {
          if (value !== null) change({ recordOffsetMs: Math.round(value * 1000) });
        }}
      />
    </Section>
  );
}
