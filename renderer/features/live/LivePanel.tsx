/** Source, what it really delivers, how it is analysed, and how well it keeps up. */
import { useSettings } from '../../client/settings.ts';
import { deviceOptions, useAudioDevices } from '../../shared/audio/audioDevices.ts';
import type { MicrophoneFormat } from '../../shared/capture/openMicrophone.ts';
import { formatChannels } from '../../shared/format/channels.ts';
import { formatRate } from '../../shared/format/frequency.ts';
import { formatDuration } from '../../shared/format/time.ts';
import { analysisRows } from '../../shared/spectrogramFields/analysisRows.ts';
import { drawingRows } from '../../shared/spectrogramFields/drawingRows.ts';
import { SettingRows } from '../../shared/ui/SettingRows.tsx';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { useLayout } from '../../state/layout.ts';
import { notifyError } from '../../state/notices.ts';
import { defaultSpectrogramSettings, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { chooseInput, chooseSource } from './liveCommands.ts';
import { shownRateHz } from './liveScene.ts';
import { liveSpans, useLive, type LiveSource } from './liveState.ts';
import styles from './LiveView.module.css';

const sources: readonly { readonly value: LiveSource; readonly title: string }[] = [
  { value: 'microphone', title: 'Microphone' },
  { value: 'playback', title: 'What is played' },
];

const report = (work: Promise<void> | undefined) => {
  work?.catch((error: unknown) => {
    notifyError('Live spectrogram', error);
  });
};

export function LivePanel() {
  const { settings, change } = useSpectrogramSettings();
  const sampleRateHz = useLive(shownRateHz);
  const inspectorPx = useLayout((s) => s.inspectorPx);
  const fields = {
    settings,
    defaults: defaultSpectrogramSettings(sampleRateHz),
    sampleRateHz,
    testIdPrefix: 'spectrogram',
    change,
  };
  return (
    <aside
      className={styles['panel']}
      style={{ width: inspectorPx }}
      aria-label="Live settings"
      data-testid="side-panel"
    >
      <Source />
      <Delivered />
      <Section title="Spectrogram">
        <SettingRows rows={analysisRows(settings, sampleRateHz)} {...fields} />
        <SettingRows rows={drawingRows(settings, sampleRateHz)} {...fields} />
      </Section>
    </aside>
  );
}

function Source() {
  const devices = useAudioDevices('audioinput');
  const inputDeviceId = useSettings((s) => s.settings.inputDeviceId);
  // Field by field: reports come ten times a second.
  const source = useLive((s) => s.source);
  const channels = useLive((s) => s.channels);
  const channel = useLive((s) => s.channel);
  const spanSec = useLive((s) => s.spanSec);
  return (
    <Section title="Source">
      <SelectField
        label="Sound of"
        value={source}
        options={sources}
        testId="live-source"
        onChange={(value) => {
          report(chooseSource(value));
        }}
      />
      {source === 'microphone' && (
        <SelectField
          label="Input"
          value={inputDeviceId}
          options={deviceOptions(devices, inputDeviceId).map(({ deviceId, label }) => ({
            value: deviceId,
            title: label,
          }))}
          testId="live-input"
          onChange={(deviceId) => {
            report(chooseInput(deviceId));
          }}
        />
      )}
      {source === 'microphone' && devices?.length === 0 && (
        <Property name="Inputs">No microphone is connected</Property>
      )}
      {channels > 1 && (
        <SelectField
          label="Channel"
          value={channel}
          options={[
            ...Array.from({ length: channels }, (_, c) => ({ value: c, title: String(c + 1) })),
            { value: 'mean' as const, title: 'Mean' },
          ]}
          onChange={(value) => {
            useLive.setState({ channel: value });
          }}
        />
      )}
      <SelectField
        label="Span"
        value={spanSec}
        options={liveSpans.map((sec) => ({ value: sec, title: `${sec} s` }))}
        testId="live-span"
        onChange={(value) => {
          useLive.setState({ spanSec: value });
        }}
      />
    </Section>
  );
}

const onOff = (value: boolean | null) => (value === null ? 'not told' : value ? 'on' : 'off');

function Delivered() {
  const { microphone, sampleRateHz, channels, report: state } = useLive();
  if (sampleRateHz === null) return null;
  const latency = state?.latencyMs ?? null;
  return (
    <Section title="Delivered">
      <Property name="Format" testId="live-format">
        {formatRate(sampleRateHz)} · {formatChannels(channels)}
      </Property>
      {microphone !== null && <DeliveredBy microphone={microphone} sampleRateHz={sampleRateHz} />}
      {state !== null && (
        <>
          <Property name="Hop used">{state.hopLength} smp</Property>
          <Property name="Taken" testId="live-taken">
            {state.takenSec.toFixed(2)} s
          </Property>
          <Property name="Lost" testId="live-lost">
            {state.lostBlocks} blocks
          </Property>
        </>
      )}
      {latency !== null && (
        <Property name="Sound to picture" testId="live-latency">
          {latency.p50} ms · p95 {latency.p95} ms
        </Property>
      )}
    </Section>
  );
}

interface DeliveredByProps {
  readonly microphone: MicrophoneFormat;
  readonly sampleRateHz: number; // of the sound in the picture
}

function DeliveredBy({ microphone, sampleRateHz }: DeliveredByProps) {
  return (
    <>
      <Property name="Device" testId="live-device">
        {microphone.label === '' ? 'not told' : microphone.label}
      </Property>
      {microphone.sampleRateHz !== sampleRateHz && (
        <Property name="Resampled from">{formatRate(microphone.sampleRateHz)}</Property>
      )}
      <Property name="Input latency">
        {microphone.latencySec === null ? 'not told' : formatDuration(microphone.latencySec)}
      </Property>
      <Property name="Gain control" testId="live-gain-control">
        {onOff(microphone.autoGainControl)}
      </Property>
      <Property name="Echo cancelling" testId="live-echo-cancelling">
        {onOff(microphone.echoCancellation)}
      </Property>
      <Property name="Denoising" testId="live-denoising">
        {onOff(microphone.noiseSuppression)}
      </Property>
    </>
  );
}
