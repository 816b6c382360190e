import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TakeBlock } from '../../../../../renderer/features/recording/takeIntake.ts';
import { TakeSender, type TakeHost } from '../../../../../renderer/features/recording/takeSender.ts';

const block = (startFrame: number, nFrames: number): TakeBlock => ({
  startFrame,
  stampMs: startFrame / 48,
  channels: [Float32Array.from({ length: nFrames }, (_, n) => startFrame + n)],
});

/** What outlives a host: the frames on the disk, as the host keeps them (in order, later ones leave a gap). */
class Disk {
  readonly frames = new Map<number, number>();
  marks: number[] = [];
  nFrames = 0;
  readonly blocks: number[] = []; // lengths of those that were taken

  write({ startFrame, channels }: TakeBlock): void {
    if (startFrame < this.nFrames) throw new Error(`startFrame=${startFrame} before ${this.nFrames}`);
    channels[0]!.forEach((value, n) => this.frames.set(startFrame + n, value));
    this.nFrames = startFrame + channels[0]!.length;
    this.blocks.push(channels[0]!.length);
  }
}

interface Asked {
  readonly what: 'append' | 'mark' | 'resume';
  answer(): void;
  /** It is on the disk, but the answer never comes. */
  die(): void;
  fail(error: Error): void;
}

class ScriptedHost implements TakeHost {
  readonly asked: Asked[] = [];
  readonly #disk: Disk;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  append = (sent: TakeBlock) =>
    this.#ask(
      'append',
      () => this.#disk.write(sent),
      () => null,
    );
  mark = (frame: number) =>
    this.#ask(
      'mark',
      () => this.#disk.marks.push(frame),
      () => null,
    );
  resume = () =>
    this.#ask(
      'resume',
      () => undefined,
      () => ({ nFrames: this.#disk.nFrames }),
    );

  #ask<T>(what: Asked['what'], act: () => unknown, result: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.asked.push({
        what,
        answer: () => {
          act();
          resolve(result());
        },
        die: () => {
          act();
          reject(new Error('lost'));
        },
        fail: reject,
      });
    });
  }
}

const settled = () => vi.advanceTimersByTimeAsync(0);
const sender = () => new TakeSender({ maxWaitingFrames: 100_000, onChange: () => undefined });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('sending a take', () => {
  it('one request at a time; what came meanwhile goes together, but not over a gap', async () => {
    const disk = new Disk();
    const host = new ScriptedHost(disk);
    const sending = sender();
    sending.connect(host);
    for (const [start, length] of [
      [0, 10],
      [10, 10],
      [20, 10],
      [50, 10],
    ] as const)
      sending.add(block(start, length));
    expect(host.asked).toHaveLength(1);
    for (let i = 0; i < 3; i++) {
      host.asked[i]!.answer();
      await settled();
    }
    expect(disk.blocks).toEqual([10, 20, 10]);
    expect(disk.nFrames).toBe(60);
    expect(sending.isDone).toBe(true);
    expect(sending.waitingFrames).toBe(0);
  });

  it('a host that was lost before or after it wrote: its successor is asked, and gets the rest once', async () => {
    for (const end of ['die', 'fail'] as const) {
      const disk = new Disk();
      const [first, second] = [new ScriptedHost(disk), new ScriptedHost(disk)];
      const sending = sender();
      sending.connect(first);
      sending.add(block(0, 10));
      sending.add(block(10, 10));
      sending.mark(4);
      first.asked[0]![end](new Error('lost'));
      sending.connect(null);
      await settled();
      sending.add(block(20, 10)); // while there is none
      sending.connect(second);
      for (let i = 0; i < 4 && !sending.isDone; i++) {
        second.asked[i]!.answer();
        await settled();
      }
      expect(second.asked[0]!.what).toBe('resume');
      expect(disk.frames.size, end).toBe(30);
      expect([...disk.frames].every(([frame, value]) => frame === value)).toBe(true);
      expect(disk.marks).toEqual([4]);
      expect(sending.problem).toBeNull();
    }
  });

  it('part of a joined request that is on the disk is not sent again', async () => {
    const disk = new Disk();
    const host = new ScriptedHost(disk);
    const sending = sender();
    sending.connect(null);
    sending.add(block(0, 10));
    sending.add(block(10, 10));
    disk.write(block(0, 14));
    sending.connect(host);
    host.asked[0]!.answer();
    await settled();
    host.asked[1]!.answer();
    await settled();
    expect(disk.blocks).toEqual([14, 6]);
    expect(sending.isDone).toBe(true);
  });

  it('a full disk: tried again every second, told until it works', async () => {
    const disk = new Disk();
    const host = new ScriptedHost(disk);
    const sending = sender();
    sending.connect(host);
    sending.add(block(0, 10));
    host.asked[0]!.fail(new Error('the disk is full'));
    await settled();
    expect(sending.problem).toMatchObject({ message: 'the disk is full' });
    sending.add(block(10, 10));
    expect(host.asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(host.asked[1]!.what).toBe('resume');
    host.asked[1]!.answer();
    await settled();
    host.asked[2]!.answer();
    await settled();
    expect(disk.blocks).toEqual([20]);
    expect(sending.problem).toBeNull();
  });

  it('more than may wait is refused, so that it is a gap', () => {
    const sending = sender();
    expect(sending.add(block(0, 60_000))).toBe(true);
    expect(sending.add(block(60_000, 60_000))).toBe(false);
    expect(sending.waitingFrames).toBe(60_000);
  });

  it('whatever hosts do, every frame is on the disk once in the end', async () => {
    const step = fc.constantFrom('add', 'gap', 'answer', 'die', 'fail', 'lose', 'tick');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const disk = new Disk();
        const sending = sender();
        let host = new ScriptedHost(disk);
        let done = 0; // of what the host was asked
        sending.connect(host);
        let next = 0;
        let sent = 0;
        const end = async (how: 'answer' | 'die' | 'fail') => {
          if (done < host.asked.length) host.asked[done++]![how](new Error(how));
          await settled();
        };
        for (const what of [
          ...steps,
          'lose',
          ...Array.from({ length: 80 }, (_, i) => (i % 4 === 0 ? 'tick' : 'answer')),
        ]) {
          if (what === 'add') {
            sending.add(block(next, 7));
            next += 7;
            sent += 7;
          } else if (what === 'gap') next += 5;
          else if (what === 'tick') await vi.advanceTimersByTimeAsync(1000);
          else if (what === 'lose') {
            if (done < host.asked.length) host.asked[done]!.fail(new Error('lost'));
            sending.connect(null);
            await settled();
            host = new ScriptedHost(disk);
            done = 0;
            sending.connect(host);
          } else await end(what as 'answer');
        }
        expect(sending.isDone).toBe(true);
        expect(disk.frames.size).toBe(sent);
        for (const [frame, value] of disk.frames) expect(value).toBe(frame);
      }),
      { numRuns: 60 },
    );
  });
});
