/**
 * The player: one audio context at the document's own rate (so that samples reach the device's mixer unchanged), fed
 * with blocks from the studio host by credit. Only writer of state/playback's position, levels, drop-outs and state.
 */
import type { PlaybackBlock } from '../../../preload/contract/studio.ts';
import { studio } from '../../client/studio.ts';
import { usePlayback } from '../../state/playback.ts';
import { usePlaybackOutput } from '../../state/playbackOutput.ts';
import { notifyError } from '../../state/notices.ts';
import type { FrequencyBand, TimeRange } from '../../state/selection.ts';
import { AudibleClock, audibleFrame, withinLoop } from './audibleClock.ts';
import { openOutput, type Output } from './output.ts';
import type { FromPlayer, ToPlayer } from './playerMessages.ts';
import { loopsAlone, requestAfter } from './playRanges.ts';

const blocksAhead = 8; // granted and not yet played: more than a second at common rates

export interface PlayRequest {
  readonly sourceId: string;
  readonly sampleRateHz: number;
  readonly channels: number;
  readonly startSample: number;
  readonly endSample: number;
  readonly band: FrequencyBand | null;
  readonly loop: boolean;
  /** Several ranges in order of time, of which this is one: the next is played after it; looping begins again. */
  readonly ranges?: readonly TimeRange[];
  readonly soloTrackIds?: readonly string[]; // of a document: heard alone
  /** Where sample 0 of the source lies on the timeline; 0. */
  readonly originSample?: number;
}

export interface ScrubSource {
  readonly sampleRateHz: number;
  readonly startSample: number;
  readonly channels: readonly Float32Array[];
  readonly atSample: () => number; // where the pointer is when all is ready
}

interface Stream {
  readonly streamId: number;
  readonly endSample: number; // of what is there, where the request asks for more
  readonly request: PlayRequest;
}

export class Player {
  readonly #clock = new AudibleClock();
  #output: Output | null = null;
  #opening: Promise<unknown> = Promise.resolve();
  #deviceId = '';
  #stream: Stream | null = null;
  #generation = 0; // of play requests and scrubs: an answer to an older one is dropped
  #endFrame: number | null = null;
  #drawRequest = 0;

  constructor() {
    studio.onEvent('playback', ({ block }) => {
      this.#receiveBlock(block);
    });
    studio.onConnection((state) => {
      if (state === 'lost') this.stop();
    });
    usePlayback.subscribe((now, before) => {
      if (now.speed !== before.speed) this.#post({ kind: 'speed', speed: this.#step() });
      if (now.gainDb !== before.gainDb) this.#post({ kind: 'gain', gain: gainOf(now.gainDb) });
    });
  }

  get request(): PlayRequest | null {
    return this.#stream?.request ?? null;
  }

  async play(request: PlayRequest): Promise<void> {
    this.stop();
    const generation = this.#generation;
    usePlayback.getState().set({
      state: 'starting',
      sourceId: request.sourceId,
      range: onTimeline(request),
      band: request.band,
    });
    try {
      const output = await this.#outputFor(request.sampleRateHz, request.channels);
      const { sourceId, startSample, endSample, band, soloTrackIds = [] } = request;
      const loop = loopsAlone(request);
      const solo = soloTrackIds.length === 0 ? {} : { soloTrackIds: [...soloTrackIds] };
      const info = await studio.call['audio.openPlayback']({ sourceId, startSample, endSample, loop, band, ...solo });
      const { streamId } = info;
      if (generation !== this.#generation) {
        await studio.call['audio.closePlayback']({ streamId });
        return;
      }
      this.#stream = { streamId, endSample: info.endSample, request };
      this.#endFrame = null;
      this.#clock.clear();
      this.#post({ kind: 'start', run: generation, speed: this.#step(), gain: gainOf(usePlayback.getState().gainDb) });
      await output.context.resume();
      usePlayback.getState().set({ state: 'playing', positionSample: onTimeline(request).startSample });
      this.#drawRequest = requestAnimationFrame(this.#draw);
      await studio.call['audio.grantPlayback']({ streamId, blocks: blocksAhead });
    } catch (error) {
      if (generation === this.#generation) this.stop();
      throw error;
    }
  }

  setPaused(isPaused: boolean): void {
    if (this.#stream === null) return;
    this.#post({ kind: 'pause', isPaused });
    usePlayback.getState().set({ state: isPaused ? 'paused' : 'playing' });
  }

  stop(): void {
    this.#generation++;
    this.#post({ kind: 'stop' });
    cancelAnimationFrame(this.#drawRequest);
    const stream = this.#stream;
    this.#stream = null;
    if (stream !== null) void studio.call['audio.closePlayback']({ streamId: stream.streamId }).catch(() => undefined); // gone with its host
    usePlayback.getState().set({
      state: 'stopped',
      positionSample: null,
      sourceId: null,
      range: null,
      band: null,
      levels: [],
    });
  }

  /** Samples around the pointer; `scrubTo` then moves over them like tape. Nothing if it was stopped meanwhile. */
  async loadScrub(source: ScrubSource): Promise<void> {
    const generation = this.#generation;
    const { sampleRateHz, startSample, channels, atSample } = source;
    const output = await this.#outputFor(sampleRateHz, channels.length);
    await output.context.resume();
    if (generation !== this.#generation) return;
    this.#post({ kind: 'scrubSource', run: generation, startSample, atSample: atSample(), channels });
  }

  scrubTo(targetSample: number): void {
    this.#post({ kind: 'scrub', targetSample });
  }

  async setDevice(deviceId: string): Promise<void> {
    this.#deviceId = deviceId;
    await this.#output?.setDevice(deviceId);
  }

  /** One after the other: of two that were opened at once one would stay behind. */
  #outputFor(sampleRateHz: number, channels: number): Promise<Output> {
    const opened = this.#opening.then(() => this.#openFitting(sampleRateHz, channels));
    this.#opening = opened.catch(() => undefined);
    return opened;
  }

  async #openFitting(sampleRateHz: number, channels: number): Promise<Output> {
    const known = this.#output;
    if (known?.fits(sampleRateHz, channels)) return known;
    this.#output = null; // closed, it fits nothing any more
    usePlaybackOutput.setState({ output: null });
    await known?.close();
    const output = await openOutput({ sampleRateHz, channels, deviceId: this.#deviceId }, (message) => {
      this.#receive(message);
    });
    this.#output = output;
    usePlaybackOutput.setState({ output: { context: output.context, node: output.node, channels } });
    return output;
  }

  #receiveBlock(block: PlaybackBlock): void {
    if (block.streamId !== this.#stream?.streamId) return;
    const { startSample, channels, last, repeats } = block;
    this.#post(
      { kind: 'block', startSample, channels, last, repeats },
      channels.map((c) => c.buffer as ArrayBuffer),
    );
  }

  #receive(message: FromPlayer): void {
    if (message.run !== this.#generation) return;
    if (message.kind === 'anchor') this.#clock.add(message.anchor);
    else if (message.kind === 'levels') {
      const levels = message.peak.map((peak, c) => ({
        peakDbfs: 20 * Math.log10(peak),
        rmsDbfs: 10 * Math.log10(message.meanSquare[c] ?? 0),
      }));
      usePlayback.getState().set({ levels });
    } else if (message.kind === 'consumed') {
      const stream = this.#stream;
      if (stream === null) return;
      void studio.call['audio.grantPlayback']({ streamId: stream.streamId, blocks: message.blocks }).catch(
        () => undefined,
      );
    } else if (message.kind === 'starved') this.#countDropOut(message.frame);
    else this.#endFrame = message.frame;
  }

  /** Moves the play head to what is heard now; ends when the last sample has left the device. */
  readonly #draw = (): void => {
    const context = this.#output?.context;
    if (context === undefined || this.#stream === null) return;
    const frame = audibleFrame(context.getOutputTimestamp(), performance.now(), context.sampleRate);
    if (this.#endFrame !== null && frame >= this.#endFrame) {
      const next = requestAfter(this.#stream.request);
      this.stop();
      if (next !== null)
        this.play(next).catch((error: unknown) => {
          notifyError('Play the next range', error);
        });
      return;
    }
    const positionSample = this.#positionAt(frame);
    if (positionSample !== null) usePlayback.getState().set({ positionSample });
    this.#drawRequest = requestAnimationFrame(this.#draw);
  };

  #positionAt(frame: number): number | null {
    const sample = this.#clock.sampleAt(frame);
    if (sample === null || this.#stream === null) return null;
    const { endSample, request } = this.#stream;
    const played = loopsAlone(request)
      ? withinLoop(sample, request.startSample, endSample)
      : Math.min(endSample, Math.max(request.startSample, sample));
    return played + (request.originSample ?? 0);
  }

  #countDropOut(frame: number): void {
    const { dropOuts, set } = usePlayback.getState();
    const lastSample = this.#positionAt(frame);
    const { sampleRateHz } = this.#stream?.request ?? {};
    const lastSec = lastSample === null || sampleRateHz === undefined ? null : lastSample / sampleRateHz;
    set({ dropOuts: { count: dropOuts.count + 1, lastSec } });
  }

  /** Document samples per frame of the context; the two rates differ only outside what a context can open with. */
  #step(): number {
    const { speed } = usePlayback.getState();
    const output = this.#output;
    return output === null ? speed : (speed * output.sampleRateHz) / output.context.sampleRate;
  }

  #post(message: ToPlayer, transfer: Transferable[] = []): void {
    this.#output?.node.port.postMessage(message, transfer);
  }
}

function onTimeline({ startSample, endSample, originSample = 0 }: PlayRequest) {
  return { startSample: startSample + originSample, endSample: endSample + originSample };
}

function gainOf(gainDb: number): number {
  return gainDb === 0 ? 1 : 10 ** (gainDb / 20);
}
