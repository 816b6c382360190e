import { afterEach, describe, expect, it } from 'vitest';
import { EngineError } from '../../../../main/engine/core/errors.ts';
import { createTilePool } from '../../../../main/services/analysis/tilePool.ts';
import type { TilePool } from '../../../../main/services/analysis/tilePool.ts';
import type { TileTask } from '../../../../main/services/analysis/tileTask.ts';

const workerUrl = new URL('../../../../main/hosts/analysisWorker.ts', import.meta.url);
const never = new AbortController().signal;

function task(change: Partial<TileTask['params']> = {}): TileTask {
  const params = { window: 'hann', winLength: 64, fftSize: 64, hopLength: 32, sampleRateHz: 8000, ...change } as const;
  const samples = Float32Array.from({ length: 4000 }, (_, n) => Math.sin(n));
  return { params, level: 0, index: 0, maxFramesPerColumn: null, nSamples: 4000, pieces: [{ start: 0, samples }] };
}
const prepare = (change?: Partial<TileTask['params']>) => () => Promise.resolve(task(change));

let pool: TilePool | null = null;
afterEach(() => pool?.close());

describe.each([
  ['worker threads', workerUrl],
  ['this thread', undefined],
  ['a worker file that is not there', new URL('../noSuchWorker.ts', import.meta.url)],
])('tilePool with %s', (_, url) => {
  it('computes the same tile', async () => {
    pool = createTilePool({ workerUrl: url, nThreads: 2 });
    const tiles = await Promise.all([1, 2, 3, 4].map(() => pool!.run(prepare(), never)));
    const expected = await createTilePool({}).run(prepare(), never);
    expect(expected.values.some((q) => q > 30_000)).toBe(true);
    for (const tile of tiles) expect(tile).toEqual(expected);
  });

  it('passes on what the engine refuses, with its code, and goes on', async () => {
    pool = createTilePool({ workerUrl: url, nThreads: 1 });
    const refused = pool.run(prepare({ winLength: 65 }), never);
    await expect(refused).rejects.toMatchObject({ code: 'E_PARAM' });
    await expect(refused).rejects.toThrow(/winLength=65/);
    expect((await pool.run(prepare(), never)).nBins).toBe(33);
  });

  it('closing ends what waits, so that no thread is started after it', async () => {
    pool = createTilePool({ workerUrl: url, nThreads: 1 });
    let prepared = 0;
    const waiting = Array.from({ length: 20 }, () =>
      pool!.run(() => {
        prepared++;
        return Promise.resolve(task());
      }, never),
    );
    const ends = Promise.allSettled(waiting);
    await pool.close();
    const codes = (await ends).map((end) =>
      end.status === 'rejected' && end.reason instanceof EngineError ? end.reason.code : 'done',
    );
    expect(codes.filter((code) => code === 'E_ABORTED')).toHaveLength(19);
    expect(prepared).toBeLessThanOrEqual(2); // the one that ran; again on this thread if its worker never came up
  });

  it('takes the newest first, and leaves out what was aborted', async () => {
    pool = createTilePool({ workerUrl: url, nThreads: 1 });
    const log: number[] = [];
    const aborter = new AbortController();
    const work = [0, 1, 2, 3, 4].map((i) =>
      pool!.run(
        () => {
          log.push(i);
          return Promise.resolve(task());
        },
        i === 3 ? aborter.signal : never,
      ),
    );
    aborter.abort();
    const results = await Promise.allSettled(work);
    expect([...new Set(log)]).toEqual([0, 4, 2, 1]); // the first was taken at once
    expect(results[3]).toMatchObject({ status: 'rejected', reason: { code: 'E_ABORTED' } });
  });

  it('passes on what gathering the samples throws', async () => {
    pool = createTilePool({ workerUrl: url, nThreads: 1 });
    await expect(pool.run(() => Promise.reject(new Error('block 7 is damaged')), never)).rejects.toThrow('block 7');
    expect((await pool.run(prepare(), never)).nBins).toBe(33);
  });
});

it('starts again after its threads were ended', async () => {
  pool = createTilePool({ workerUrl, nThreads: 1 });
  await pool.run(prepare(), never);
  await pool.close();
  expect((await pool.run(prepare(), never)).nBins).toBe(33);
});
