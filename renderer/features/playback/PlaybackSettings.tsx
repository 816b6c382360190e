/** Output device, speed and volume, as fields of the inspector. */
import { changeSettings, useSettings } from '../../client/settings.ts';
import { deviceOptions, useAudioDevices } from '../../shared/audio/audioDevices.ts';
import { notifyError } from '../../state/notices.ts';
import { usePlayback } from '../../state/playback.ts';
import styles from './PlaybackSettings.module.css';

export function PlaybackSettings() {
  const devices = deviceOptions(useAudioDevices('audiooutput'));
  const deviceId = useSettings((s) => s.settings.outputDeviceId);
  // Field by field: the position changes with every frame.
  const speed = usePlayback((s) => s.speed);
  const gainDb = usePlayback((s) => s.gainDb);
  const set = usePlayback((s) => s.set);
  return (
    <div className={styles['fields']}>
      <label htmlFor="playback-device">Output</label>
      <select
        id="playback-device"
        value={devices.some((d) => d.deviceId === deviceId) ? deviceId : ''}
        onChange={(event) => {
          changeSettings({ outputDeviceId: event.target.value }).catch((error: unknown) => {
            notifyError('Choose the output', error);
          });
        }}
      >
        {devices.map((device) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device.label}
          </option>
        ))}
      </select>
      <label htmlFor="playback-speed">Speed</label>
      <Slider
        id="playback-speed"
        min={0.25}
        max={4}
        step={0.05}
        value={speed}
        text={`× ${speed.toFixed(2)}`}
        onChange={(v) => {
          set({ speed: v });
        }}
        reset={1}
      />
      <label htmlFor="playback-volume">Volume</label>
      <Slider
        id="playback-volume"
        min={-40}
        max={12}
        step={0.5}
        value={gainDb}
        text={`${gainDb.toFixed(1)} dB`}
        onChange={(v) => {
          set({ gainDb: v });
        }}
        reset={0}
      />
    </div>
  );
}

interface SliderProps {
  readonly id: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
  readonly text: string;
  readonly reset: number; // what a double click goes back to
  readonly onChange: (value: number) => void;
}

function Slider({ id, min, max, step, value, text, reset, onChange }: SliderProps) {
  return (
    <span className={styles['slider']}>
      <input
        id={id}
        type="range"
        min={min}
        max={max}
        step={step}
        value={value}
        aria-valuetext={text}
        data-changed={value === reset ? undefined : true}
        onChange={(event) => {
          onChange(event.target.valueAsNumber);
        }}
        onDoubleClick={() => {
          onChange(reset);
        }}
      />
      <output htmlFor={id}>{text}</output>
    </span>
  );
}
