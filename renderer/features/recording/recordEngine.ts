/** The worker's part: takes the sound in, sends it on, reports. Nothing here waits for the page. */
import { WireError } from '../../../preload/contract/errors.ts';
import { LevelReading } from '../../shared/audio/levelReading.ts';
import type { CaptureReader } from '../../shared/capture/captureFeed.ts';
import type { FromRecorder, RecordProblem, ToRecorder } from './recordMessages.ts';
import { EnvelopeWriter } from './takeEnvelope.ts';
import { TakeIntake } from './takeIntake.ts';
import { TakeSender, type TakeHost } from './takeSender.ts';

export interface EngineHost extends TakeHost {
  stop(): Promise<{ readonly jobId: string | null; readonly warnings: readonly string[] }>;
}

export type Beginning = Omit<Extract<ToRecorder, { readonly kind: 'begin' }>, 'kind' | 'feed' | 'takeId'> & {
  readonly reader: CaptureReader;
};

/** What may wait in memory while the host or its disk takes nothing. */
const longestWaitSec = 120;
/** When a disk that takes nothing is given up at the end. */
const lastTryMs = 3000;

export class RecordEngine {
  readonly #reader: CaptureReader;
  readonly #sampleRateHz: number;
  readonly #intake: TakeIntake;
  readonly #sender: TakeSender;
  readonly #levels = new LevelReading();
  readonly #envelope: EnvelopeWriter;
  readonly #tell: (message: FromRecorder) => void;
  #host: EngineHost | null = null;
  #nOver = 0;
  #refused = 0; // frames that found too much waiting
  #marks: number[] = [];
  #hasToldFull = false;
  #stopMs: number | null = null; // since when it is to end
  #ending: EngineHost | null = null; // that was asked to end the take
  #isOver = false;

  constructor({ reader, sampleRateHz, isWaiting, maxFrames }: Beginning, tell: (message: FromRecorder) => void) {
    this.#reader = reader;
    this.#sampleRateHz = sampleRateHz;
    this.#intake = new TakeIntake({ sampleRateHz, startMs: isWaiting ? Infinity : 0, maxFrames });
    this.#envelope = new EnvelopeWriter(sampleRateHz);
    this.#tell = tell;
    this.#sender = new TakeSender({
      maxWaitingFrames: longestWaitSec * sampleRateHz,
      onChange: () => {
        this.#endIfDone();
      },
    });
  }

  connect(host: EngineHost | null): void {
    this.#host = host;
    this.#sender.connect(host);
    this.#endIfDone();
  }

  startAt(ms: number): void {
    this.#intake.startAt(ms);
  }

  setPaused(isPaused: boolean): void {
    this.take(); // what came before belongs to before
    this.#intake.setPaused(isPaused);
  }

  mark(): void {
    this.take();
    if (!this.#intake.hasBegun) return;
    this.#marks.push(this.#intake.nFrames);
    this.#sender.mark(this.#intake.nFrames);
  }

  stop(): void {
    if (this.#stopMs !== null) return;
    this.take();
    this.#reader.close();
    this.#stopMs = Date.now();
    this.#endIfDone();
  }

  /** Empties the feed; to be called every few hundredths of a second. */
  take(): void {
    if (this.#stopMs !== null) {
      this.#endIfDone();
      return;
    }
    const sound = this.#reader.read();
    if (sound.nFrames > 0) this.#levels.add(sound.channels);
    for (const block of this.#intake.take(sound)) {
      if (!this.#sender.add(block)) {
        this.#refused += block.channels[0]?.length ?? 0;
        continue;
      }
      this.#envelope.add(block.startFrame, block.channels);
      for (const channel of block.channels) for (const value of channel) if (Math.abs(value) >= 1) this.#nOver++;
    }
    if (!this.#intake.isFull || this.#hasToldFull) return;
    this.#hasToldFull = true;
    this.#tell({ kind: 'full' });
  }

  report(): void {
    if (this.#isOver) return;
    this.#tell({
      kind: 'report',
      report: {
        nFrames: this.#intake.nFrames,
        hasBegun: this.#intake.hasBegun,
        waitingSec: this.#waitingSec,
        lostFrames: this.#intake.lostFrames + this.#refused,
        nOver: this.#nOver,
        levels: this.#levels.take(),
        bins: this.#envelope.take(),
        marks: this.#marks,
        problem: problemOf(this.#sender.problem),
      },
    });
  }

  get #waitingSec(): number {
    return this.#sender.waitingFrames / this.#sampleRateHz;
  }

  get #hasWritten(): boolean {
    const { nFrames, lostFrames } = this.#intake;
    return nFrames - lostFrames - this.#refused > this.#sender.waitingFrames;
  }

  /** When all is on the disk, or the disk takes no more: what it has is kept. */
  #endIfDone(): void {
    const host = this.#host;
    if (this.#stopMs === null || this.#isOver || host === null || this.#ending === host) return;
    const isHopeless = this.#sender.problem !== null && Date.now() - this.#stopMs > lastTryMs;
    if (!this.#sender.isDone && !isHopeless) return;
    const wasAsked = this.#ending !== null;
    this.#ending = host;
    const unsentSec = this.#waitingSec;
    // Another host takes up first what the lost one was to end.
    const ended = wasAsked ? host.resume().then(() => host.stop()) : host.stop();
    ended.then(
      ({ jobId, warnings }) => {
        this.#over({ kind: 'kept', jobId, warnings, unsentSec });
      },
      (error: unknown) => {
        const problem = problemOf(error);
        if (problem === null || problem.code === 'E_ENGINE_LOST') return; // its successor is asked
        // Its file goes only when the project has it, or when there is nothing in it.
        if (wasAsked && problem.code === 'E_NOT_FOUND')
          this.#over(
            this.#hasWritten
              ? { kind: 'keptUnheard', unsentSec }
              : { kind: 'kept', jobId: null, warnings: [], unsentSec },
          );
        else this.#over({ kind: 'failed', problem });
      },
    );
  }

  #over(message: FromRecorder): void {
    this.#isOver = true;
    this.#sender.close();
    this.#tell(message);
  }
}

/** Errors of the host carry a code; null: there is none. */
function problemOf(error: unknown): RecordProblem | null {
  if (error === null) return null;
  if (error instanceof WireError) return { code: error.code, message: error.message };
  return { code: null, message: error instanceof Error ? error.message : 'the host answered with no reason' };
}
