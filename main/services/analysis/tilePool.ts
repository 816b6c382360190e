/**
 * Computes tiles in worker threads, the newest request first: what the user looks at now comes before what scrolled
 * by. Without workers (none given, or they fail to load) the same code runs on this thread, a tile at a time.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { WireErrorShape } from '../../../preload/contract/errors.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { SpectrogramTile } from '../../engine/dsp/spectrogramColumns.ts';
import { SampleRoom } from './sampleRoom.ts';
import { buffersOf, computeTile } from './tileTask.ts';
import type { GatherOptions } from './tileSamples.ts';
import type { TileTask } from './tileTask.ts';

export interface TileOrder {
  readonly id: number;
  readonly task: TileTask;
}

export type TileAnswer =
  | { readonly id: number; readonly ok: true; readonly tile: SpectrogramTile; readonly rooms: readonly ArrayBuffer[] }
  | { readonly id: number; readonly ok: false; readonly error: WireErrorShape };

/** Gathers the samples; called when a thread is free for them, so that few are in memory at once. */
export type PrepareTask = (options: GatherOptions) => Promise<TileTask>;

export interface TilePool {
  /** @throws EngineError E_ABORTED, E_PARAM, E_ENGINE_LOST, and what `prepare` throws */
  run(prepare: PrepareTask, signal: AbortSignal): Promise<SpectrogramTile>;
  /** Ends the threads and what waits for them; later work starts new ones. */
  close(): Promise<void>;
  readonly nThreads: number; // 0: this thread
}

export interface TilePoolOptions {
  readonly workerUrl?: URL | undefined;
  readonly nThreads?: number | undefined;
}

interface Pending {
  readonly prepare: PrepareTask;
  readonly signal: AbortSignal;
  readonly resolve: (tile: SpectrogramTile) => void;
  readonly reject: (error: unknown) => void;
}

type Compute = (task: TileTask) => Promise<SpectrogramTile>;

interface Lane {
  isBusy: boolean;
  readonly room: SampleRoom;
  readonly compute: Compute;
  close(): Promise<void>;
}

export function createTilePool({ workerUrl, nThreads }: TilePoolOptions): TilePool {
  const size = workerUrl ? (nThreads ?? Math.max(1, availableParallelism() - 1)) : 0;
  const stack: Pending[] = [];
  let lanes: Lane[] = [];
  let isInline = size === 0;

  const addLane = (): Lane | null => {
    if (lanes.length >= Math.max(1, isInline ? 1 : size)) return null;
    const lane =
      isInline || !workerUrl
        ? inlineLane()
        : workerLane(workerUrl, (hasWorked) => {
            lanes = lanes.filter((other) => other !== lane);
            if (!hasWorked) isInline = true;
          });
    lanes.push(lane);
    return lane;
  };

  const pump = () => {
    while (stack.length > 0) {
      const lane = lanes.find(({ isBusy }) => !isBusy) ?? addLane();
      if (!lane) return;
      const work = stack.pop();
      if (work) void serve(lane, work).then(pump);
    }
  };

  const serve = async (lane: Lane, { prepare, signal, resolve, reject }: Pending) => {
    lane.isBusy = true;
    try {
      if (signal.aborted) throw new EngineError('E_ABORTED', 'cancelled');
      const options = { signal, room: lane.room };
      const result = lane.compute(await prepare(options)).catch(async (error: unknown) => {
        // A worker that never started (its file is missing, threads are forbidden) must not cost the user the picture.
        if (!isInline || !isLost(error)) throw error;
        return inlineCompute(await prepare(options));
      });
      resolve(await result);
    } catch (error) {
      reject(error);
    } finally {
      lane.isBusy = false;
    }
  };

  return {
    nThreads: size,
    run: (prepare, signal) =>
      new Promise((resolve, reject) => {
        stack.push({ prepare, signal, resolve, reject });
        pump();
      }),
    async close() {
      for (const { reject } of stack.splice(0)) reject(new EngineError('E_ABORTED', 'the analysis is closed'));
      const closing = lanes;
      lanes = [];
      await Promise.all(closing.map((lane) => lane.close()));
    },
  };
}

const isLost = (error: unknown) => error instanceof EngineError && error.code === 'E_ENGINE_LOST';

/** In its own turn of the event loop: requests are served between two tiles. */
async function inlineCompute(task: TileTask): Promise<SpectrogramTile> {
  await new Promise(setImmediate);
  return computeTile(task);
}

function inlineLane(): Lane {
  const room = new SampleRoom();
  const compute: Compute = async (task) => {
    const tile = await inlineCompute(task);
    for (const buffer of buffersOf(task)) room.giveBack(buffer);
    return tile;
  };
  return { isBusy: false, room, compute, close: () => Promise.resolve() };
}

const maxYoungGenerationSizeMb = 8; // a task makes few objects; V8's usual 48 would fill with nothing

function workerLane(workerUrl: URL, onLost: (hasWorked: boolean) => void): Lane {
  const worker = new Worker(workerUrl, { resourceLimits: { maxYoungGenerationSizeMb } });
  worker.unref(); // an idle pool keeps no process alive
  const room = new SampleRoom();
  let current: { readonly id: number; readonly settle: (answer: TileAnswer | EngineError) => void } | null = null;
  let hasWorked = false;
  let nextId = 1;
  let lost: EngineError | null = null;

  const lose = (reason: string) => {
    if (lost) return;
    lost = new EngineError('E_ENGINE_LOST', `an analysis thread ended: ${reason}`);
    onLost(hasWorked);
    current?.settle(lost);
  };
  worker.on('message', (answer: TileAnswer) => {
    hasWorked = true;
    if (answer.ok) for (const buffer of answer.rooms) room.giveBack(buffer);
    if (current?.id === answer.id) current.settle(answer);
  });
  worker.on('error', (error) => {
    lose(error instanceof Error ? error.message : String(error));
  });
  worker.on('exit', (code) => {
    lose(`exit code ${code}`);
  });

  const compute: Compute = (task) =>
    new Promise((resolve, reject) => {
      if (lost) {
        reject(lost);
        return;
      }
      const id = nextId++;
      worker.ref();
      current = {
        id,
        settle: (answer) => {
          current = null;
          worker.unref();
          if (answer instanceof EngineError) reject(answer);
          else if (answer.ok) resolve(answer.tile);
          else reject(new EngineError(answer.error.code, answer.error.message, { details: answer.error.details }));
        },
      };
      worker.postMessage({ id, task } satisfies TileOrder, buffersOf(task));
    });

  return {
    isBusy: false,
    room,
    compute,
    async close() {
      await worker.terminate();
    },
  };
}
