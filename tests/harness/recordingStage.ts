/** A recording without a window: the ring, what the worker does, and hosts that can be lost, over a real project. */
import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { WireError } from '../../preload/contract/errors.ts';
import { createEditsService } from '../../main/services/edits/createEditsService.ts';
import { toWireError } from '../../main/services/wireErrors.ts';
import { createRecordingService } from '../../main/services/recording/createRecordingService.ts';
import { RecordEngine, type EngineHost } from '../../renderer/features/recording/recordEngine.ts';
import type { FromRecorder, RecordReport } from '../../renderer/features/recording/recordMessages.ts';
import { createSampleRing, ringReader, ringWriter } from '../../renderer/shared/capture/sampleRing.ts';
import { notAborted, type AudioStudio } from './audioStudio.ts';

export const sampleRateHz = 48_000;
export const quantum = 128;

export interface RecordingPlace {
  readonly studio: AudioStudio;
  readonly folder: string; // of takes
}

/** Another process each time: nothing is shared but the folder. */
export function newHost({ studio, folder }: RecordingPlace) {
  const store = () => studio.store;
  const edits = createEditsService({ store, emit: () => undefined, noteChange: () => undefined });
  const importSound = (sound: Parameters<typeof studio.audio.startImport>[0]) =>
    Promise.resolve(studio.audio.startImport(sound));
  const { handlers } = createRecordingService({ folder, jobs: studio.jobs, importSound, store, edits });
  const life = new AbortController();
  const lost = () => new WireError({ code: 'E_ENGINE_LOST', message: 'the studio process has ended', details: {} });
  /** What a dead process does is not heard of. */
  const heard = async <T>(work: () => Promise<T> | T): Promise<T> => {
    life.signal.throwIfAborted();
    const result = await Promise.resolve()
      .then(work)
      .catch((error: unknown) => {
        throw new WireError(toWireError(error));
      });
    life.signal.throwIfAborted();
    return result;
  };
  return {
    handlers,
    kill: () => {
      life.abort(lost());
    },
    for: (takeId: string): EngineHost => ({
      append: ({ channels, ...block }) =>
        heard(() => handlers['recording.append']({ takeId, ...block, channels: [...channels] }, notAborted)),
      mark: (frame) => heard(() => handlers['recording.mark']({ takeId, frame }, notAborted)),
      resume: () => heard(() => handlers['recording.resume']({ takeId }, notAborted)),
      stop: () => heard(() => handlers['recording.stop']({ takeId }, notAborted)),
    }),
  };
}

/** Of the sound that comes in, by the frame of the capture. */
export const valueAt = (frame: number) => Math.fround(((frame % 997) + 1) / 1000);

export async function record(place: RecordingPlace, options: { readonly maxFrames?: number } = {}) {
  const host = newHost(place);
  const { studio, folder } = place;
  const format = { name: 'Take 1', sampleRateHz, channels: 1, device: 'Desk microphone' };
  const { takeId } = await host.handlers['recording.start'](format, notAborted);
  const memory = createSampleRing(1, 2 * sampleRateHz);
  const write = ringWriter(memory);
  const told: FromRecorder[] = [];
  const beginning = { sampleRateHz, isWaiting: false, maxFrames: options.maxFrames ?? Infinity };
  const engine = new RecordEngine({ reader: ringReader(memory), ...beginning }, (message) => told.push(message));
  let captured = 0;
  return {
    ...{ engine, host, takeId, told },
    /** So many quanta come in; those that the ring has no room for are lost. */
    capture(quanta: number, isTaken = true) {
      for (let i = 0; i < quanta; i++, captured += quantum)
        write([Float32Array.from({ length: quantum }, (_, n) => valueAt(captured + n))], quantum, captured / 48);
      if (isTaken) engine.take();
    },
    get captured() {
      return captured;
    },
    report(): RecordReport {
      engine.report();
      const last = told.findLast((message) => message.kind === 'report');
      if (last === undefined) throw new Error('nothing was reported');
      return last.report;
    },
    async kept(timeout = 5000) {
      await expect.poll(() => told.at(-1)?.kind, { timeout }).toBe('kept');
      const last = told.at(-1);
      if (last?.kind !== 'kept' || last.jobId === null) throw new Error('nothing was kept');
      expect((await studio.jobs.settled(last.jobId)).state).toBe('done');
      await expect.poll(() => readdirSync(folder).filter((name) => name.endsWith('.take'))).toEqual([]);
      const asset = studio.store.assets().at(-1)!;
      return { ...last, sound: studio.audio.readChannel(studio.lastSourceId(), 0, 0, asset.nSamples) };
    },
  };
}
