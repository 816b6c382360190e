/** The audio thread: plays blocks as they come, tells the page which sample the clock is at, meters, scrubs. */
import { BlockQueue } from './blockQueue.ts';
import type { FromPlayer, PlayerReport, ToPlayer } from './playerMessages.ts';

/** Declared here because the DOM library does not describe the worklet's global scope. */
declare const currentFrame: number;
declare const sampleRate: number;
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

const levelFrames = 1024; // a meter reading about every 20 ms
const anchorFrames = 2048;
const rampPerFrame = 1 / 256; // gain changes and ends fade over 5 ms, so nothing clicks
const maxScrubSpeed = 4;
const scrubTimeSec = 0.06; // how fast the sound catches up with the pointer

class PlayerProcessor extends AudioWorkletProcessor {
  readonly #queue = new BlockQueue();
  #run = 0;
  #isPlaying = false;
  #isPaused = false;
  #wasStarved = false;
  #step = 1;
  #gain = 1;
  #currentGain = 1;
  #anchorDue = 0;
  #levelCount = 0;
  #peak: number[] = [];
  #squares: number[] = [];
  #scrub: { startSample: number; channels: readonly Float32Array[]; position: number; target: number } | null = null;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<ToPlayer>) => {
      this.#receive(data);
    };
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const out = outputs[0] ?? [];
    const nFrames = out[0]?.length ?? 0;
    if (this.#scrub !== null) this.#playScrub(out, nFrames);
    else if (this.#isPlaying && !this.#isPaused) this.#play(out, nFrames);
    this.#applyGain(out, nFrames);
    this.#meter(out, nFrames);
    return true;
  }

  #receive(message: ToPlayer): void {
    switch (message.kind) {
      case 'start':
        this.#run = message.run;
        this.#queue.clear();
        this.#scrub = null;
        this.#isPlaying = true;
        this.#isPaused = false;
        this.#wasStarved = true; // the first block anchors the clock; waiting for it is no gap
        this.#step = message.speed;
        this.#gain = this.#currentGain = message.gain;
        this.#anchorDue = 0;
        break;
      case 'block':
        if (this.#isPlaying) this.#queue.push(message);
        break;
      case 'speed':
        this.#step = message.speed;
        this.#anchorDue = 0;
        break;
      case 'gain':
        this.#gain = message.gain;
        break;
      case 'pause':
        this.#isPaused = message.isPaused;
        this.#anchorDue = 0;
        if (message.isPaused) this.#anchor(0, 0);
        break;
      case 'stop':
        this.#isPlaying = false;
        this.#scrub = null;
        this.#queue.clear();
        break;
      case 'scrubSource': {
        const at = this.#scrub;
        const { startSample, atSample, channels } = message;
        this.#run = message.run;
        this.#scrub = {
          startSample,
          channels,
          position: at?.position ?? atSample,
          target: at?.target ?? atSample,
        };
        break;
      }
      case 'scrub':
        if (this.#scrub !== null) this.#scrub.target = message.targetSample;
        break;
    }
  }

  #play(out: readonly Float32Array[], nFrames: number): void {
    const { frames, consumed } = this.#queue.read(out, nFrames, this.#step, (frame) => {
      if (frame > 0 || this.#anchorDue <= 0 || this.#wasStarved) this.#anchor(frame, this.#step);
      this.#wasStarved = false;
    });
    this.#anchorDue -= nFrames;
    if (consumed > 0) this.#send({ kind: 'consumed', blocks: consumed });
    if (this.#queue.hasEnded) {
      this.#isPlaying = false;
      this.#send({ kind: 'ended', frame: currentFrame + frames, sample: -1 });
    } else if (frames < nFrames && !this.#wasStarved) {
      this.#wasStarved = true;
      this.#send({ kind: 'starved', frame: currentFrame + frames });
    }
  }

  #anchor(frame: number, step: number): void {
    const sample = this.#queue.nextSample;
    if (sample === null) return;
    this.#anchorDue = anchorFrames;
    this.#send({ kind: 'anchor', anchor: { frame: currentFrame + frame, sample, step } });
  }

  /** Tape under the hand: the play head chases the pointer, its speed falling as it comes near. */
  #playScrub(out: readonly Float32Array[], nFrames: number): void {
    const scrub = this.#scrub!;
    for (let frame = 0; frame < nFrames; frame++) {
      const chase = (scrub.target - scrub.position) / (scrubTimeSec * sampleRate);
      const step = Math.max(-maxScrubSpeed, Math.min(maxScrubSpeed, chase));
      const at = scrub.position - scrub.startSample;
      const i = Math.floor(at);
      const t = at - i;
      const loudness = Math.min(1, Math.abs(step) * 4); // silent when still, instead of a held value
      for (const [c, target] of out.entries()) {
        const data = scrub.channels[c];
        target[frame] = loudness * ((data?.[i] ?? 0) * (1 - t) + (data?.[i + 1] ?? 0) * t);
      }
      scrub.position += step;
    }
    this.#send({ kind: 'anchor', anchor: { frame: currentFrame, sample: scrub.position, step: 0 } });
  }

  #applyGain(out: readonly Float32Array[], nFrames: number): void {
    if (this.#gain === 1 && this.#currentGain === 1) return; // bit-exact at unity
    for (let frame = 0; frame < nFrames; frame++) {
      const distance = this.#gain - this.#currentGain;
      this.#currentGain += Math.sign(distance) * Math.min(Math.abs(distance), rampPerFrame);
      for (const target of out) target[frame]! *= this.#currentGain;
    }
  }

  #meter(out: readonly Float32Array[], nFrames: number): void {
    for (const [c, data] of out.entries()) {
      let peak = this.#peak[c] ?? 0;
      let squares = this.#squares[c] ?? 0;
      for (const v of data) {
        const magnitude = Math.abs(v);
        if (magnitude > peak) peak = magnitude;
        squares += v * v;
      }
      this.#peak[c] = peak;
      this.#squares[c] = squares;
    }
    this.#levelCount += nFrames;
    if (this.#levelCount < levelFrames) return;
    const meanSquare = this.#squares.map((sum) => sum / this.#levelCount);
    if (this.#isPlaying || this.#scrub !== null) this.#send({ kind: 'levels', peak: this.#peak, meanSquare });
    this.#peak = [];
    this.#squares = [];
    this.#levelCount = 0;
  }

  #send(report: PlayerReport): void {
    this.port.postMessage({ run: this.#run, ...report } satisfies FromPlayer);
  }
}

registerProcessor('phonoscope-player', PlayerProcessor);
