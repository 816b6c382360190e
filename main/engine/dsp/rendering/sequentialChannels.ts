/**
 * Channels that can only be computed in order, as sources. Blocks come from a generator; what was made lately is kept, so
 * that all channels can be read in turn. A read before what is kept begins anew from the start: the samples are the same,
 * the work is not.
 */
import { invariant } from '../../core/errors.ts';
import type { SampleSource } from '../sampleSource.ts';

export interface SequentialPlan {
  readonly nSamples: number;
  readonly nChannels: number;
  /** Blocks of all channels from sample 0 on; what comes after nSamples is not asked for, what is missing is 0. */
  readonly start: () => Iterator<readonly Float32Array[], void, undefined>;
}

const keptSamples = 2 ** 18;

export function sequentialChannels(plan: SequentialPlan): readonly SampleSource[] {
  const run = new Run(plan);
  return Array.from({ length: plan.nChannels }, (_, c) => ({
    nSamples: plan.nSamples,
    read: (start: number, count: number) => run.read(c, start, count),
  }));
}

class Run {
  readonly #plan: SequentialPlan;
  #blocks: Iterator<readonly Float32Array[], void, undefined> | null = null;
  #kept: { readonly start: number; readonly channels: readonly Float32Array[] }[] = [];
  #end = 0; // of what has been made

  constructor(plan: SequentialPlan) {
    this.#plan = plan;
  }

  read(channel: number, start: number, count: number): Float32Array {
    const out = new Float32Array(count);
    const to = Math.min(this.#plan.nSamples, start + count);
    const from = Math.max(0, start);
    if (to <= from) return out;
    if (this.#blocks === null || from < (this.#kept[0]?.start ?? this.#end)) this.#restart();
    for (const block of this.#kept) copyInto(out, start, block, channel, to);
    while (this.#end < to && this.#advance()) copyInto(out, start, this.#kept.at(-1)!, channel, to);
    return out;
  }

  #restart(): void {
    this.#blocks = this.#plan.start();
    this.#kept = [];
    this.#end = 0;
  }

  #advance(): boolean {
    const next = this.#blocks!.next();
    if (next.done === true) return false;
    invariant(next.value.length === this.#plan.nChannels, 'a block holds all channels');
    this.#kept.push({ start: this.#end, channels: next.value });
    this.#end += next.value[0]?.length ?? 0;
    while (this.#kept.length > 1 && this.#end - this.#kept[1]!.start >= keptSamples) this.#kept.shift();
    return true;
  }
}

function copyInto(
  out: Float32Array,
  start: number,
  block: { readonly start: number; readonly channels: readonly Float32Array[] },
  channel: number,
  to: number,
): void {
  const samples = block.channels[channel]!;
  const first = Math.max(start, block.start);
  const last = Math.min(to, block.start + samples.length);
  if (last > first) out.set(samples.subarray(first - block.start, last - block.start), first - start);
}
