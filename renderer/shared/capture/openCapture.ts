/** Takes a copy of what a node of an audio context gives; the node and what it feeds do not notice. */
import type { ToCapture } from './capture.worklet.ts';
import workletUrl from './capture.worklet.ts?worker&url';
import { captureBufferSec, type CaptureFeed } from './captureFeed.ts';
import { createSampleRing } from './sampleRing.ts';

export interface Capture {
  readonly feed: CaptureFeed; // to be given to one reader
  readonly channels: number;
  readonly sampleRateHz: number;
  setOpen(isOpen: boolean): void;
  close(): void;
}

interface CaptureSource {
  readonly context: AudioContext;
  readonly node: AudioNode;
  readonly channels: number;
}

const withCapture = new WeakMap<AudioContext, Promise<void>>();

/** @param isOpen false: nothing is taken until setOpen(true) */
export async function openCapture({ context, node, channels }: CaptureSource, isOpen: boolean): Promise<Capture> {
  const added = withCapture.get(context) ?? context.audioWorklet.addModule(workletUrl);
  withCapture.set(context, added);
  await added;
  const { feed, other } = createFeed(channels, context.sampleRate);
  const capture = new AudioWorkletNode(context, 'phonoscope-capture', {
    numberOfInputs: 1,
    numberOfOutputs: 1, // silent, but what leads nowhere is not run
    channelCount: channels,
    channelCountMode: 'explicit',
    channelInterpretation: 'discrete',
  });
  node.connect(capture).connect(context.destination);
  const tell = (message: ToCapture, transfer: Transferable[] = []) => {
    capture.port.postMessage(message, transfer);
  };
  tell({ kind: 'feed', feed: other }, other.kind === 'port' ? [other.port] : []);
  tell({ kind: 'gate', isOpen });
  return {
    feed,
    channels,
    sampleRateHz: context.sampleRate,
    setOpen: (open) => {
      tell({ kind: 'gate', isOpen: open });
    },
    close: () => {
      tell({ kind: 'end' });
      node.disconnect(capture);
      capture.disconnect();
    },
  };
}

function createFeed(
  channels: number,
  sampleRateHz: number,
): { readonly feed: CaptureFeed; readonly other: CaptureFeed } {
  if (crossOriginIsolated) {
    const memory = createSampleRing(channels, captureBufferSec * sampleRateHz);
    const feed = { kind: 'ring', memory, channels } as const;
    return { feed, other: feed };
  }
  const { port1, port2 } = new MessageChannel();
  return { feed: { kind: 'port', port: port1, channels }, other: { kind: 'port', port: port2, channels } };
}
