/** The audio thread: hands every block that comes in to the feed's other end. Puts out silence. */
import { portWriter } from './blockPort.ts';
import type { CaptureFeed } from './captureFeed.ts';
import { ringWriter } from './sampleRing.ts';

/** Declared here because the DOM library does not describe the worklet's global scope. */
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

export type ToCapture =
  | { readonly kind: 'feed'; readonly feed: CaptureFeed }
  /** isOpen: what comes in is taken; else it passes by, as it does before the first of these. */
  | { readonly kind: 'gate'; readonly isOpen: boolean }
  | { readonly kind: 'end' };

type WriteBlock = (block: readonly Float32Array[], nFrames: number, stampMs: number) => boolean;

const quantumFrames = 128;

class CaptureProcessor extends AudioWorkletProcessor {
  #write: WriteBlock | null = null;
  #isOpen = false;
  #hasEnded = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToCapture>) => {
      if (data.kind === 'gate') this.#isOpen = data.isOpen;
      else if (data.kind === 'end') this.#hasEnded = true;
      else
        this.#write =
          data.feed.kind === 'ring' ? ringWriter(data.feed.memory) : portWriter(data.feed.port, data.feed.channels);
    };
  }

  /** A source that gives nothing for a while (a microphone that starts) has no channels: that is silence of its length. */
  process(inputs: Float32Array[][]): boolean {
    const block = inputs[0] ?? [];
    if (this.#isOpen && !this.#hasEnded) this.#write?.(block, block[0]?.length ?? quantumFrames, Date.now());
    return !this.#hasEnded;
  }
}

registerProcessor('phonoscope-capture', CaptureProcessor);
