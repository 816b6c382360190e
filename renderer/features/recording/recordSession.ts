/** One take at a time, from the opening of the input to the job that keeps it. Only writer of state/recording.ts. */
import { studio } from '../../client/studio.ts';
import { requestPort } from '../../client/studioPort.ts';
import { whenOver } from '../../client/jobs.ts';
import { getActiveDocument, readProject, showLength } from '../../client/project.ts';
import { useSettings } from '../../client/settings.ts';
import { openCapture, type Capture } from '../../shared/capture/openCapture.ts';
import { microphoneProblem, type InputProblem } from '../../shared/capture/microphoneProblem.ts';
import { mostChannels, openMicrophone, type Microphone } from '../../shared/capture/openMicrophone.ts';
import { formatHms } from '../../shared/format/time.ts';
import { announce } from '../../state/announcements.ts';
import { runCommand } from '../../state/commands.ts';
import { notify, notifyError } from '../../state/notices.ts';
import { noTake, useRecording } from '../../state/recording.ts';
import { followHead, headSample, roomFor } from './recordHead.ts';
import { playPreRoll, type PreRoll } from './preRoll.ts';
import type { FromRecorder, RecordReport, ToRecorder } from './recordMessages.ts';
import { noDetails, useTakeDetails } from './takeDetails.ts';
import { TakeEnvelope } from './takeEnvelope.ts';
import { takePlan, type TakePlan } from './takePlan.ts';
import { readUnfinished } from './unfinishedTakes.ts';

const spacePollMs = 2000;

const set = useRecording.setState;

class RecordSession {
  #generation = 0;
  #microphone: Microphone | null = null;
  #capture: Capture | null = null;
  #worker: Worker | null = null;
  #preRoll: PreRoll | null = null;
  #problem: InputProblem | null = null; // that ends the take
  #spaceTimer: ReturnType<typeof setInterval> | null = null;

  async start(): Promise<void> {
    if (useRecording.getState().status !== 'idle') return;
    const generation = ++this.#generation;
    runCommand('play.stop');
    const plan = takePlan();
    set({ ...noTake, status: 'opening', name: plan.name, place: plan.place, controls: this.#controls });
    this.#problem = null;
    useTakeDetails.setState(noDetails);
    try {
      await this.#open(plan, generation);
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#end(error instanceof DOMException ? microphoneProblem(error) : null);
      if (!(error instanceof DOMException)) throw error;
    }
  }

  stop(problem: InputProblem | null = null): void {
    const { status } = useRecording.getState();
    if (status === 'idle' || status === 'stopping') return;
    if (this.#worker === null || useTakeDetails.getState().takeId === null) {
      this.#end(problem);
      return;
    }
    this.#problem = problem;
    this.#tell({ kind: 'stop' });
    this.#closeInput();
    set({ status: 'stopping', levels: [] });
  }

  setPaused(isPaused: boolean): void {
    this.#tell({ kind: 'pause', isPaused });
    set({ status: isPaused ? 'paused' : 'recording' });
    announce(isPaused ? 'Recording paused' : 'Recording goes on');
  }

  readonly #controls = {
    stop: () => {
      this.stop();
    },
    togglePause: () => {
      const { status } = useRecording.getState();
      if (status === 'recording' || status === 'paused') this.setPaused(status === 'recording');
    },
    mark: () => {
      this.#tell({ kind: 'mark' });
    },
  };

  async #open({ name, place, document, mostChannels: room }: TakePlan, generation: number): Promise<void> {
    const { inputDeviceId, recordChannels, recordPreRollSec } = useSettings.getState().settings;
    const wanted = Math.min(room, recordChannels === 'mono' ? 1 : mostChannels);
    const microphone = await openMicrophone(inputDeviceId, wanted);
    if (generation !== this.#generation) {
      await microphone.close();
      return;
    }
    this.#microphone = microphone;
    const { format, context } = microphone;
    microphone.onEnded(() => {
      if (generation === this.#generation) this.stop(lostInput(format.label));
    });
    context.onstatechange = () => {
      // After the system slept; one that is closed meanwhile goes on nowhere.
      if (context.state === 'suspended' && this.#microphone === microphone) context.resume().catch(() => undefined);
    };
    const { channels } = format;
    const sampleRateHz = context.sampleRate;
    const capture = await openCapture({ ...microphone, channels }, false);
    const device = format.label.slice(0, 200);
    const { takeId } = await studio.call['recording.start']({ name, sampleRateHz, channels, device, place });
    if (generation !== this.#generation) {
      capture.close();
      await studio.call['recording.stop']({ takeId }); // nothing has come: nothing is kept
      return;
    }
    this.#capture = capture;
    useTakeDetails.setState({ takeId, format, channels, envelope: new TakeEnvelope(sampleRateHz) });
    set({ sampleRateHz });
    this.#worker = this.#startWorker(generation);
    const preRollFrom =
      document === null || place === null
        ? 0
        : Math.max(0, place.startSample - Math.round(recordPreRollSec * document.sampleRateHz));
    const hasPreRoll = document !== null && place !== null && preRollFrom < place.startSample && recordPreRollSec > 0;
    const punchSec =
      document === null || place?.endSample == null
        ? Infinity
        : (place.endSample - place.startSample) / document.sampleRateHz;
    this.#tell(
      {
        ...{ kind: 'begin', takeId, feed: capture.feed, sampleRateHz, isWaiting: hasPreRoll },
        maxFrames: punchSec === Infinity ? Infinity : Math.ceil(punchSec * sampleRateHz),
      },
      capture.feed.kind === 'port' ? [capture.feed.port] : [],
    );
    await this.#connectHost(generation);
    if (generation !== this.#generation || useRecording.getState().status !== 'opening') return; // stopped meanwhile
    this.#followSpace();
    capture.setOpen(true);
    if (!hasPreRoll) {
      set({ status: 'recording' });
      announce('Recording');
      return;
    }
    set({ status: 'preRoll' });
    const latencyMs = (format.latencySec ?? 0) * 1000 + useSettings.getState().settings.recordOffsetMs;
    this.#preRoll = playPreRoll(
      document,
      { startSample: preRollFrom, endSample: place.startSample },
      {
        onTime: (ms) => {
          this.#tell({ kind: 'startAt', ms: ms + latencyMs });
        },
        onOver: (hasPlayed) => {
          if (generation !== this.#generation || useRecording.getState().status !== 'preRoll') return;
          if (!hasPlayed) this.#tell({ kind: 'startAt', ms: 0 });
          set({ status: 'recording' });
          announce('Recording');
        },
      },
    );
  }

  /** The worker's own way to the host: what the page is busy with delays nothing. */
  async #connectHost(generation: number): Promise<void> {
    const port = await requestPort();
    if (generation === this.#generation) this.#tell({ kind: 'host', port }, [port]);
  }

  #startWorker(generation: number): Worker {
    const worker = new Worker(new URL('./record.worker.ts', import.meta.url), { type: 'module', name: 'record' });
    worker.addEventListener('message', ({ data }: MessageEvent<FromRecorder>) => {
      if (generation === this.#generation) this.#receive(data);
    });
    worker.addEventListener('error', ({ message }) => {
      this.#end(null);
      notifyError('Record', new Error(message));
    });
    return worker;
  }

  followHosts(): () => void {
    return studio.onConnection((state) => {
      if (this.#worker === null) return;
      if (state === 'lost') this.#tell({ kind: 'hostLost' });
      else if (state === 'ready') void this.#connectHost(this.#generation);
    });
  }

  #receive(message: FromRecorder): void {
    if (message.kind === 'report') this.#show(message.report);
    else if (message.kind === 'full') this.stop();
    else if (message.kind === 'failed') {
      const { message: text } = message.problem;
      notify(
        'error',
        'Keep the recording',
        `${text}. What was recorded is on the disk and is offered again.`,
        message.problem.code,
      );
      this.#end(this.#problem);
    } else if (message.kind === 'keptUnheard') {
      const { name } = useRecording.getState();
      const told = ['it was kept by the studio process before that ended', ...unsentText(message.unsentSec)].join('; ');
      notify(message.unsentSec > 0 ? 'warning' : 'info', name, `${told}.`);
      announce('Recording stopped');
      this.#end(this.#problem);
    } else {
      const { jobId, unsentSec, warnings } = message;
      const told = [...unsentText(unsentSec), ...warnings].join('; ');
      if (told !== '') notify('warning', useRecording.getState().name, `${told}.`);
      announce(jobId === null ? 'Nothing was recorded' : 'Recording stopped');
      const generation = this.#generation;
      void (jobId === null ? Promise.resolve(null) : whenOver(jobId)).then(() => {
        if (generation === this.#generation) this.#end(this.#problem); // until then it is seen where it was recorded
      });
    }
  }

  #show({ nFrames, levels, nOver, bins, marks, ...rest }: RecordReport): void {
    useTakeDetails.getState().envelope.append(bins);
    useTakeDetails.setState({ waitingSec: rest.waitingSec, lostFrames: rest.lostFrames, writing: rest.problem });
    set({
      ...{ nFrames, nOver, markFrames: marks },
      levels: levels.map(({ peak, meanSquare }) => ({
        peakDbfs: 20 * Math.log10(peak),
        rmsDbfs: 10 * Math.log10(meanSquare),
      })),
    });
    const document = getActiveDocument();
    const head = headSample(useRecording.getState(), document);
    if (document === null || head === null) return;
    const { documentId, lengthSamples, sampleRateHz } = document;
    if (head > lengthSamples) showLength(documentId, roomFor(head, sampleRateHz));
    followHead(head);
  }

  #followSpace(): void {
    const read = () => {
      studio.call['recording.space']({}).then(
        ({ freeBytes }) => {
          useTakeDetails.setState({ freeBytes });
        },
        () => undefined, // asked again soon
      );
    };
    read();
    this.#spaceTimer = setInterval(read, spacePollMs);
  }

  #closeInput(): void {
    this.#preRoll?.stop();
    if (useRecording.getState().status === 'preRoll') runCommand('play.stop');
    this.#preRoll = null;
    this.#capture?.close();
    this.#capture = null;
    this.#microphone?.close().catch(() => undefined); // closed already
    this.#microphone = null;
  }

  #end(problem: InputProblem | null): void {
    this.#generation++;
    this.#closeInput();
    this.#worker?.terminate();
    this.#worker = null;
    if (this.#spaceTimer !== null) clearInterval(this.#spaceTimer);
    this.#spaceTimer = null;
    useTakeDetails.setState(noDetails);
    set(noTake);
    if (problem !== null) notify('error', 'Record', `${problem.what} ${problem.advice}`);
    readProject().catch(() => undefined); // its length is what it is again; without a host the next is asked
    readUnfinished();
  }

  #tell(message: ToRecorder, transfer: Transferable[] = []): void {
    this.#worker?.postMessage(message, transfer);
  }
}

const unsentText = (unsentSec: number): string[] =>
  unsentSec > 0 ? [`the last ${unsentSec.toFixed(1)} s could not be written and are lost`] : [];

function lostInput(label: string): InputProblem {
  const { nFrames, sampleRateHz } = useRecording.getState();
  return {
    what: `${label === '' ? 'The input' : label} was taken away after ${formatHms(nFrames / Math.max(1, sampleRateHz))}.`,
    advice: 'What was recorded until then is kept. Connect it again or choose another input.',
  };
}

export const recordSession = new RecordSession();
