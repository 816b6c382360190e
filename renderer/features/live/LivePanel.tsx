/** Source, what it really delivers, how it is analysed, and how well it keeps up. */
import { deviceOptions, useAudioDevices } from '../../shared/audio/audioDevices.ts';
import { formatRate } from '../../shared/format/frequency.ts';
import { formatDuration } from '../../shared/format/time.ts';
import { analysisRows } from '../../shared/spectrogramFields/analysisRows.ts';
import { drawingRows } from '../../shared/spectrogramFields/drawingRows.ts';
import { SettingRows } from '../../shared/ui/SettingRows.tsx';
import { Property } from '../../shared/ui/Property.tsx';
import { Section } from '../../shared/ui/Section.tsx';
import { SelectField } from '../../shared/ui/SelectField.tsx';
import { notifyError } from '../../state/notices.ts';
import { defaultSpectrogramSettings, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { chooseSource } from './liveCommands.ts';
import { liveSession } from './liveSession.ts';
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
  const sampleRateHz = useLive((s) => s.sampleRateHz) ?? 48_000;
  const fields = {
    settings,
    defaults: defaultSpectrogramSettings(sampleRateHz),
    sampleRateHz,
    testIdPrefix: 'spectrogram',
    change,
  };
  return (
    <aside className={styles['panel']} aria-label="Live settings" data-testid="side-panel">
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
  const { source, inputDeviceId, channels, channel, spanSec, status } = useLive();
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
          options={deviceOptions(devices).map(({ deviceId, label }) => ({ value: deviceId, title: label }))}
          testId="live-input"
          onChange={(deviceId) => {
            useLive.setState({ inputDeviceId: deviceId });
            if (status !== 'stopped') report(liveSession.start());
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
  const { winLength } = useSpectrogramSettings((s) => s.settings);
  if (sampleRateHz === null) return null;
  const latency = state?.latencyMs ?? null;
  return (
    <Section title="Delivered">
      <Property name="Format" testId="live-format">
        {formatRate(sampleRateHz)} · {channels === 1 ? 'mono' : `${channels} channels`}
      </Property>
      {microphone !== null && (
        <>
          <Property name="Input latency">
            {microphone.latencySec === null ? 'not told' : formatDuration(microphone.latencySec)}
          </Property>
          <Property name="Gain control">{onOff(microphone.autoGainControl)}</Property>
          <Property name="Echo cancelling">{onOff(microphone.echoCancellation)}</Property>
          <Property name="Noise suppression">{onOff(microphone.noiseSuppression)}</Property>
        </>
      )}
      <Property name="Δf · Δt">
        {Number((sampleRateHz / winLength).toPrecision(4))} Hz · {formatDuration(winLength / sampleRateHz)}
      </Property>
      {state !== null && (
        <>
          <Property name="−3 dB width">{Number(state.widthHz.toPrecision(4))} Hz</Property>
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
          {latency.p95} ms (p95), most {latency.most} ms
        </Property>
      )}
    </Section>
  );
}
