import { BookmarkPlus, Pause, Square } from 'lucide-react';
import { useProject } from '../../client/project.ts';
import { LevelMeter } from '../../shared/audio/LevelMeter.tsx';
import type { MicrophoneFormat } from '../../shared/capture/openMicrophone.ts';
import { formatChannels } from '../../shared/format/channels.ts';
import { formatRate } from '../../shared/format/frequency.ts';
import { formatDuration, formatHms } from '../../shared/format/time.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { CommandButton } from '../../shared/ui/CommandButton.tsx';
import type { ChannelLevel } from '../../state/playback.ts';
import { useRecording, type RecordingStatus } from '../../state/recording.ts';
import styles from './RecordBar.module.css';
import { useTakeDetails } from './takeDetails.ts';

const statusTitles: Readonly<Record<Exclude<RecordingStatus, 'idle'>, string>> = {
  opening: 'Opening the input',
  preRoll: 'Playing up to the place',
  recording: 'Recording',
  paused: 'Paused',
  stopping: 'Keeping the recording',
};

const followLevels = (show: (levels: readonly ChannelLevel[]) => void): (() => void) =>
  useRecording.subscribe((now, before) => {
    if (now.levels !== before.levels) show(now.levels);
  });

/** While something is recorded: how long, how loud, from what, and what of it is safe. */
export function RecordBar() {
  const status = useRecording((s) => s.status);
  const theme = useTokens((s) => s.theme);
  if (status === 'idle') return null;
  return (
    <section className={styles['bar']} data-status={status} aria-label="Recording" data-testid="record-bar">
      <span className={styles['dot']} aria-hidden="true" />
      <span className={styles['status']} role="status" data-testid="record-status">
        {statusTitles[status]}
      </span>
      <TakeTime />
      <LevelMeter key={theme} label="Input level" testId="record-meter" follow={followLevels} />
      <Overload />
      <span className={styles['buttons']}>
        <CommandButton
          command="play.pause"
          icon={Pause}
          isDisabled={status === 'stopping'}
          isOn={status === 'paused'}
        />
        <CommandButton command="mark.add" icon={BookmarkPlus} isDisabled={status === 'stopping'} />
        <CommandButton command="record.toggle" icon={Square} label="Stop" isDisabled={status === 'stopping'} />
      </span>
      <Target />
      <span className={styles['space']} />
      <Device />
      <Disk />
      <Writing />
    </section>
  );
}

function TakeTime() {
  const nFrames = useRecording((s) => s.nFrames);
  const sampleRateHz = useRecording((s) => s.sampleRateHz);
  return (
    <span className={styles['time']} data-testid="record-time" data-frames={nFrames}>
      {formatHms(nFrames / Math.max(1, sampleRateHz), 1)}
    </span>
  );
}

function Overload() {
  const nOver = useRecording((s) => s.nOver);
  if (nOver === 0) return null;
  return (
    <span className={styles['over']} role="alert" data-testid="record-over" title={`${nOver} samples reach full scale`}>
      Overload
    </span>
  );
}

/** Where it goes. */
function Target() {
  const place = useRecording((s) => s.place);
  const name = useRecording((s) => s.name);
  const document = useProject((s) => s.project?.documents.find(({ documentId }) => documentId === place?.documentId));
  const track = document?.tracks.find(({ trackId }) => trackId === place?.trackId);
  const into =
    document === undefined
      ? `“${name}”, a new recording`
      : track === undefined
        ? `“${name}”, a new track`
        : `the track “${track.name}”`;
  const span = place?.endSample == null || document === undefined ? null : place.endSample - place.startSample;
  return (
    <span className={styles['target']} data-testid="record-target">
      into {into}
      {span !== null && document !== undefined && `, over ${formatDuration(span / document.sampleRateHz)} of it`}
    </span>
  );
}

function Device() {
  const format = useTakeDetails((s) => s.format);
  const sampleRateHz = useRecording((s) => s.sampleRateHz);
  const channels = useTakeDetails((s) => s.channels);
  if (format === null) return null;
  const resampled = format.sampleRateHz === sampleRateHz ? '' : ` from ${formatRate(format.sampleRateHz)}`;
  const treated = treatments(format);
  return (
    <span className={styles['device']} data-testid="record-device" title={describe(format)}>
      {format.label === '' ? 'Input' : format.label} · {formatRate(sampleRateHz)}
      {resampled} · {formatChannels(channels)}
      {treated === '' ? ' · no processing' : <strong> · {treated}</strong>}
    </span>
  );
}

const treatmentNames = {
  autoGainControl: 'gain control',
  echoCancellation: 'echo cancelling',
  noiseSuppression: 'denoising',
} as const;

/** What was asked off and is on, or not told. */
function treatments(format: MicrophoneFormat): string {
  return (Object.keys(treatmentNames) as (keyof typeof treatmentNames)[])
    .filter((key) => format[key] !== false)
    .map((key) => `${treatmentNames[key]} ${format[key] === null ? 'not told' : 'on'}`)
    .join(', ');
}

function describe(format: MicrophoneFormat): string {
  const latency = format.latencySec === null ? 'not told' : formatDuration(format.latencySec);
  const off = treatments(format) === '' ? 'Gain control, echo cancelling and denoising are off. ' : '';
  return `${off}Input latency that the device claims: ${latency}.`;
}

/** The take and then the project hold it, for a moment both. */
const copies = 2;

function Disk() {
  const freeBytes = useTakeDetails((s) => s.freeBytes);
  const channels = useTakeDetails((s) => s.channels);
  const sampleRateHz = useRecording((s) => s.sampleRateHz);
  if (freeBytes === null || sampleRateHz === 0) return null;
  const leftSec = freeBytes / (copies * 4 * channels * sampleRateHz);
  const isLow = leftSec < 600;
  return (
    <span className={styles['disk']} data-low={isLow || undefined} data-testid="record-disk">
      room for {leftText(leftSec)}
    </span>
  );
}

function leftText(sec: number): string {
  if (sec >= 100 * 3600) return 'over 100 h';
  if (sec >= 3600) return `${Math.floor(sec / 3600)} h ${Math.floor(sec / 60) % 60} min`;
  return sec >= 60 ? `${Math.floor(sec / 60)} min` : `${Math.floor(sec)} s`;
}

const slowSec = 1;

/** What is not safe yet, once it is more than usual, and why. */
function Writing() {
  const waitingSec = useTakeDetails((s) => s.waitingSec);
  const lostFrames = useTakeDetails((s) => s.lostFrames);
  const writing = useTakeDetails((s) => s.writing);
  const sampleRateHz = useRecording((s) => s.sampleRateHz);
  const isSlow = waitingSec >= slowSec;
  if (writing === null && !isSlow && lostFrames === 0) return null;
  return (
    <p className={styles['writing']} role="alert" data-testid="record-problem">
      {(writing !== null || isSlow) && `The last ${waitingSec.toFixed(1)} s are in memory only. `}
      {writing !== null && writing.code !== 'E_ENGINE_LOST' && `${writing.message}. `}
      {writing?.code === 'E_ENGINE_LOST' && 'The studio process is being restarted and then has them. '}
      {lostFrames > 0 && `${(lostFrames / sampleRateHz).toFixed(3)} s were lost and are silent.`}
    </p>
  );
}
