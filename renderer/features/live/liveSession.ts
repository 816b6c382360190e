/** Brings the sound of the chosen source to the worker that draws it. Only writer of the state that comes from it. */
import { useSettings } from '../../client/settings.ts';
import { openCapture, type Capture } from '../../shared/capture/openCapture.ts';
import { microphoneProblem, type InputProblem } from '../../shared/capture/microphoneProblem.ts';
import { openMicrophone, type Microphone } from '../../shared/capture/openMicrophone.ts';
import { formatHms } from '../../shared/format/time.ts';
import { notifyError } from '../../state/notices.ts';
import { usePlayback } from '../../state/playback.ts';
import { usePlaybackOutput } from '../../state/playbackOutput.ts';
import type { FromLive, ToLive } from './liveMessages.ts';
import { useLive } from './liveState.ts';

type Probed = Extract<FromLive, { readonly kind: 'probed' }>;

export class LiveSession {
  #worker: Worker | null = null;
  #views = 0;
  #generation = 0; // of starts: what opens after it was stopped is closed
  #capture: Capture | null = null;
  #microphone: Microphone | null = null;
  #stopFollowing: () => void = () => undefined;
  readonly #probed = new Set<(probed: Probed) => void>();

  /** @returns takes the view away; without one nothing listens and nothing is kept */
  attachView(): () => void {
    this.#views++;
    return () => {
      this.#views--;
      // Not at once: an effect may be run twice.
      setTimeout(() => {
        if (this.#views > 0) return;
        this.stop();
        this.#worker?.terminate();
        this.#worker = null;
        useLive.setState({ report: null, sampleRateHz: null, isFrozen: false, reading: null, problem: null });
      }, 0);
    };
  }

  tell(message: ToLive, transfer: Transferable[] = []): void {
    (this.#worker ??= this.#startWorker()).postMessage(message, transfer);
  }

  onProbed(listener: (probed: Probed) => void): () => void {
    this.#probed.add(listener);
    return () => this.#probed.delete(listener);
  }

  async start(): Promise<void> {
    this.stop();
    const generation = this.#generation;
    useLive.setState({ status: 'starting', problem: null, isFrozen: false, microphone: null });
    if (useLive.getState().source === 'playback') this.#followPlayback();
    else await this.#startMicrophone(generation);
  }

  stop(problem: InputProblem | null = null): void {
    this.#generation++;
    this.#stopFollowing();
    this.#stopFollowing = () => undefined;
    this.#endCapture();
    const microphone = this.#microphone;
    this.#microphone = null;
    microphone?.close().catch(() => undefined); // closed already
    if (useLive.getState().status !== 'stopped' || problem !== null) useLive.setState({ status: 'stopped', problem });
  }

  async resume(): Promise<void> {
    await this.#microphone?.context.resume();
  }

  async #startMicrophone(generation: number): Promise<void> {
    try {
      const microphone = await openMicrophone(useSettings.getState().settings.inputDeviceId);
      if (generation !== this.#generation) {
        await microphone.close();
        return;
      }
      this.#microphone = microphone;
      const { context, format } = microphone;
      microphone.onEnded(() => {
        if (generation === this.#generation) this.stop(lostProblem(format.label));
      });
      context.onstatechange = () => {
        if (generation === this.#generation)
          useLive.setState({ status: context.state === 'running' ? 'running' : 'suspended' });
      };
      await this.#take({ ...microphone, channels: format.channels }, true, generation);
      if (generation !== this.#generation) return;
      useLive.setState({ microphone: format, status: context.state === 'running' ? 'running' : 'suspended' });
    } catch (error) {
      if (generation === this.#generation) this.stop(microphoneProblem(error));
    }
  }

  /** Whatever the player puts out, also when it opens its output anew; nothing while it is silent. */
  #followPlayback(): void {
    const generation = this.#generation;
    const isSounding = () => {
      const { state, scrubSample } = usePlayback.getState();
      return state === 'playing' || scrubSample !== null;
    };
    const showStatus = () => {
      useLive.setState({ status: isSounding() ? 'running' : 'waiting' });
    };
    const takeOutput = () => {
      this.#endCapture();
      const { output } = usePlaybackOutput.getState();
      if (output === null) return;
      this.#take(output, isSounding(), generation).catch((error: unknown) => {
        notifyError('Show what is played', error);
      });
    };
    const stops = [
      usePlaybackOutput.subscribe(takeOutput),
      usePlayback.subscribe((now, before) => {
        if (now.state === before.state && (now.scrubSample === null) === (before.scrubSample === null)) return;
        this.#capture?.setOpen(isSounding());
        showStatus();
      }),
    ];
    this.#stopFollowing = () => {
      for (const stop of stops) stop();
    };
    takeOutput();
    showStatus();
  }

  async #take(source: Parameters<typeof openCapture>[0], isOpen: boolean, generation: number): Promise<void> {
    const capture = await openCapture(source, isOpen);
    if (generation !== this.#generation) {
      capture.close();
      return;
    }
    this.#capture = capture;
    if (useLive.getState().source === 'playback') {
      const { state, scrubSample } = usePlayback.getState(); // meanwhile it may have begun
      capture.setOpen(state === 'playing' || scrubSample !== null);
    }
    const { feed, channels, sampleRateHz } = capture;
    const { channel } = useLive.getState();
    useLive.setState({ sampleRateHz, channels, channel: channel === 'mean' || channel < channels ? channel : 0 });
    this.tell({ kind: 'begin', feed, sampleRateHz }, feed.kind === 'port' ? [feed.port] : []);
  }

  #endCapture(): void {
    if (this.#capture === null) return;
    this.#capture.close();
    this.#capture = null;
    this.#worker?.postMessage({ kind: 'end' } satisfies ToLive);
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./live.worker.ts', import.meta.url), { type: 'module', name: 'live' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromLive>) => {
      if (data.kind === 'report') useLive.setState({ report: data.report });
      else if (data.kind === 'probed') for (const listener of this.#probed) listener(data);
      else this.#failed(data.message);
    });
    worker.addEventListener('error', ({ message }) => {
      this.#failed(message);
    });
    return worker;
  }

  #failed(message: string): void {
    this.stop();
    notifyError('Live spectrogram', new Error(message));
  }
}

function lostProblem(label: string): InputProblem {
  const takenSec = useLive.getState().report?.takenSec ?? 0;
  return {
    what: `${label === '' ? 'The input' : label} was taken away after ${formatHms(takenSec)}.`,
    advice: 'What it gave until then stays in the picture. Connect it again or choose another input.',
  };
}

export const liveSession = new LiveSession();
