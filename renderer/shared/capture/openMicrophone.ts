/** The microphone as it is: every treatment the browser offers is asked off, and what it did is told. */

export interface MicrophoneFormat {
  readonly label: string;
  readonly deviceId: string;
  readonly sampleRateHz: number; // of the device; the context's where it does not say
  readonly channels: number;
  readonly latencySec: number | null; // that the device claims
  /** null: the browser does not say. */
  readonly autoGainControl: boolean | null;
  readonly echoCancellation: boolean | null;
  readonly noiseSuppression: boolean | null;
}

export interface Microphone {
  readonly context: AudioContext;
  readonly node: AudioNode;
  readonly format: MicrophoneFormat;
  /** The device was unplugged or taken away. */
  onEnded(listener: () => void): void;
  close(): Promise<void>;
}

/** latency is not in the DOM library. */
type TrackSettings = MediaTrackSettings & { readonly latency?: number };

export const mostChannels = 2;

/** @param deviceId '': the system's default. Only within a person's gesture: main denies it otherwise. */
export async function openMicrophone(deviceId: string, channels = mostChannels): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: {
      ...(deviceId === '' ? {} : { deviceId: { exact: deviceId } }),
      autoGainControl: false,
      echoCancellation: false,
      noiseSuppression: false,
      channelCount: { ideal: channels },
    },
  });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  const track = stream.getAudioTracks()[0];
  try {
    if (track === undefined) throw new Error('the device gave no sound track');
    const settings: TrackSettings = track.getSettings();
    // At the device's own rate nothing is resampled.
    const context = new AudioContext({
      latencyHint: 'interactive',
      ...(settings.sampleRate === undefined ? {} : { sampleRate: settings.sampleRate }),
    });
    await context.resume();
    return {
      context,
      node: context.createMediaStreamSource(stream),
      format: formatOf(track, settings, { sampleRateHz: context.sampleRate, channels }),
      onEnded: (listener) => {
        track.addEventListener('ended', listener);
      },
      close: async () => {
        stop();
        await context.close();
      },
    };
  } catch (error) {
    stop();
    throw error;
  }
}

function formatOf(
  track: MediaStreamTrack,
  settings: TrackSettings,
  wanted: { readonly sampleRateHz: number; readonly channels: number },
): MicrophoneFormat {
  const flag = (value: unknown) => (typeof value === 'boolean' ? value : value === undefined ? null : true);
  return {
    label: track.label,
    deviceId: settings.deviceId ?? '',
    sampleRateHz: settings.sampleRate ?? wanted.sampleRateHz,
    channels: Math.min(Math.max(settings.channelCount ?? 1, 1), wanted.channels),
    latencySec: settings.latency ?? null,
    autoGainControl: flag(settings.autoGainControl),
    echoCancellation: flag(settings.echoCancellation),
    noiseSuppression: flag(settings.noiseSuppression),
  };
}
