/**
 * Fuzzing of parsers: seeds are mutated from a seeded generator for FUZZ_SECONDS_PER_TARGET seconds (4 unless set).
 * An input passes if the target resolves or rejects with an EngineError other than E_INTERNAL, in under two seconds of
 * processor time, without one allocation of more than `maxAllocationBytes`. What fails is kept in corpus/<target>/
 * and replayed by every later run.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../main/engine/core/errors.ts';
import { withAllocationLimit } from './allocationLimit.ts';
import { mutate } from './mutate.ts';
import { createRandom } from './random.ts';

export interface FuzzSeed {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface FuzzTarget {
  readonly name: string; // also the name of its corpus folder
  readonly seeds: readonly FuzzSeed[];
  /** Parses everything; checks of its own (size of the output) throw any error but an EngineError. */
  readonly run: (bytes: Uint8Array) => Promise<void>;
  /** 16 MiB unless set. */
  readonly maxAllocationBytes?: number;
  /** Whether untouched seeds must parse; true unless set. */
  readonly seedsAreValid?: boolean;
}

const secondsPerTarget = Number(process.env['FUZZ_SECONDS_PER_TARGET'] ?? 4);
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 1);
const maxCpuMs = 2000;
const maxWallMs = 20_000; // a promise that never settles uses no processor time
const corpusFolder = fileURLToPath(new URL('corpus/', import.meta.url));

export function fuzz(target: FuzzTarget): void {
  describe(`fuzz ${target.name}`, () => {
    test('replays what failed before', async () => {
      for (const { name, bytes } of readCorpus(target.name)) {
        expect(await judge(target, bytes), `${target.name}/${name}`).toBeNull();
      }
    });

    test.runIf(target.seedsAreValid ?? true)('parses its seeds', async () => {
      for (const seed of target.seeds) await target.run(seed.bytes);
      expect(target.seeds.length).toBeGreaterThan(0);
    });

    test('survives damaged files', { timeout: (secondsPerTarget + 30) * 1000 }, () => survive(target));
  });
}

async function survive(target: FuzzTarget): Promise<void> {
  const seeds = target.seeds.map((seed) => seed.bytes);
  const end = performance.now() + secondsPerTarget * 1000;
  let inputs = 0;
  for (; performance.now() < end || inputs < seeds.length; inputs++) {
    const random = createRandom(firstSeed + inputs * 7919);
    const bytes = mutate(seeds[inputs % seeds.length]!, random, seeds);
    const failure = await judgeAndKeep(target, bytes);
    expect(failure, `input ${inputs} of seed ${firstSeed}`).toBeNull();
  }
  expect(inputs).toBeGreaterThanOrEqual(seeds.length);
}

/** The input is on disk while it runs: an endless loop can only be ended from outside, and is then found there. */
async function judgeAndKeep(target: FuzzTarget, bytes: Uint8Array): Promise<string | null> {
  const folder = join(corpusFolder, target.name);
  const running = join(folder, `running-${process.pid}.bin`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(running, bytes);
  const failure = await judge(target, bytes);
  rmSync(running);
  if (failure === null) return null;
  const name = `${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}.bin`;
  writeFileSync(join(folder, name), bytes);
  return `${failure}; kept as tests/fuzz/corpus/${target.name}/${name}`;
}

/** Null if the input passes, else what went wrong. */
export async function judge(target: FuzzTarget, bytes: Uint8Array): Promise<string | null> {
  const startCpu = process.threadCpuUsage();
  let failure: string | null = null;
  try {
    await withAllocationLimit(target.maxAllocationBytes ?? 1 << 24, () => withinWallTime(target.run(bytes)));
  } catch (error) {
    if (!(error instanceof EngineError)) failure = describeError(error);
    else if (error.code === 'E_INTERNAL') failure = `E_INTERNAL: ${error.message}`;
    else if (/^$|undefined|\[object/.test(error.message)) failure = `an error without a sentence: "${error.message}"`;
  }
  const { user, system } = process.threadCpuUsage(startCpu);
  if (failure === null && (user + system) / 1000 > maxCpuMs) failure = `took ${((user + system) / 1e6).toFixed(1)} s`;
  return failure;
}

async function withinWallTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not settled after ${maxWallMs} ms`)), maxWallMs);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
}

function readCorpus(name: string): FuzzSeed[] {
  const folder = join(corpusFolder, name);
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith('.bin'));
  return files.map((file) => ({ name: file, bytes: new Uint8Array(readFileSync(join(folder, file))) }));
}

/** Files of tests/fixtures/<folder> whose names match. */
export function fixtureSeeds(folder: string, names: RegExp): FuzzSeed[] {
  const path = fileURLToPath(new URL(`../fixtures/${folder}/`, import.meta.url));
  const files = readdirSync(path).filter((file) => names.test(file));
  return files.map((file) => ({ name: file, bytes: new Uint8Array(readFileSync(join(path, file))) }));
}
