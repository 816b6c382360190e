/** An audio context with the player's worklet in it, bound to a device. */
import workletUrl from './player.worklet.ts?worker&url';
import type { FromPlayer } from './playerMessages.ts';

export interface Output {
  readonly context: AudioContext;
  readonly node: AudioWorkletNode;
  readonly sampleRateHz: number; // of the document
  fits(sampleRateHz: number, channels: number): boolean;
  setDevice(deviceId: string): Promise<void>;
  close(): Promise<void>;
}

export interface OutputOptions {
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly deviceId: string; // '': the system's default
}

/** The browser mixes these onto any device; other counts are dealt out left and right in turn. */
const speakerLayouts: ReadonlySet<number> = new Set([1, 2, 4, 6]);

/** setSinkId is not in the DOM library yet. */
type ContextWithSink = AudioContext & { setSinkId(deviceId: string): Promise<void> };

export async function openOutput(options: OutputOptions, onMessage: (message: FromPlayer) => void): Promise<Output> {
  const { sampleRateHz, channels, deviceId } = options;
  const context = new AudioContext({ sampleRate: playableRate(sampleRateHz), latencyHint: 'interactive' });
  try {
    // A device that has been unplugged: the system's default, as the settings then show.
    if (deviceId !== '') await (context as ContextWithSink).setSinkId(deviceId).catch(() => undefined);
    await context.audioWorklet.addModule(workletUrl);
  } catch (error) {
    await context.close(); // of contexts there are only so many
    throw error;
  }
  const node = new AudioWorkletNode(context, 'phonoscope-player', {
    numberOfInputs: 0,
    numberOfOutputs: 1,
    outputChannelCount: [channels],
  });
  node.port.onmessage = ({ data }: MessageEvent<FromPlayer>) => {
    onMessage(data);
  };
  connect(context, node, channels);
  return {
    context,
    node,
    sampleRateHz,
    fits: (rate, count) => rate === sampleRateHz && count === channels,
    setDevice: (id) => (context as ContextWithSink).setSinkId(id),
    close: () => context.close(),
  };
}

/** Chromium opens contexts from 3 to 768 kHz. */
function playableRate(sampleRateHz: number): number {
  return Math.min(768_000, Math.max(3_000, sampleRateHz));
}

function connect(context: AudioContext, node: AudioWorkletNode, channels: number): void {
  if (speakerLayouts.has(channels)) {
    node.connect(context.destination);
    return;
  }
  const splitter = context.createChannelSplitter(channels);
  const merger = context.createChannelMerger(2);
  const gain = context.createGain();
  gain.gain.value = 1 / Math.ceil(channels / 2); // the sum of one side cannot clip
  node.connect(splitter);
  for (let c = 0; c < channels; c++) splitter.connect(merger, c, c % 2);
  merger.connect(gain).connect(context.destination);
}
