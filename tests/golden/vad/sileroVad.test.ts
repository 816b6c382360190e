import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { createSileroVad } from '../../../main/engine/asr/vad/sileroVad.ts';
import { speechSegments } from '../../../main/engine/asr/vad/speechSegments.ts';
import type { Session } from '../../../main/engine/core/session.ts';
import { openOnnxSession } from '../../../main/engine/runtime/onnxSession.ts';

interface Golden {
  nSamples: number;
  probabilities: number[];
  cases: {
    threshold: number;
    minSpeechMs: number;
    minSilenceMs: number;
    padMs: number;
    segments: { start: number; end: number }[];
  }[];
}

const golden = JSON.parse(await readFile(new URL('./jfk.json', import.meta.url), 'utf8')) as Golden;

async function readJfk(): Promise<Float32Array> {
  const bytes = await readFile(new URL('../../fixtures/jfk.wav', import.meta.url));
  const pcm = new Int16Array(
    bytes.buffer.slice(bytes.byteOffset + bytes.length - 2 * golden.nSamples, bytes.byteOffset + bytes.length),
  );
  return Float32Array.from(pcm, (v) => v / 32768);
}

describe('Silero VAD on real speech against the reference package', () => {
  let session: Session;
  let jfk: Float32Array;
  beforeAll(async () => {
    session = await openOnnxSession(
      new URL('../../../resources/models/silero-vad/silero_vad.onnx', import.meta.url).pathname,
    );
    jfk = await readJfk();
  });

  it('gives the same probabilities in pushes of any size', async () => {
    for (const pushSamples of [jfk.length, 16_000, 511, 512, 7_777]) {
      const vad = createSileroVad(session);
      const probabilities: number[] = [];
      for (let at = 0; at < jfk.length; at += pushSamples)
        probabilities.push(...(await vad.push(jfk.subarray(at, at + pushSamples), at + pushSamples >= jfk.length)));
      expect(probabilities.length).toBe(golden.probabilities.length);
      const worst = Math.max(...probabilities.map((p, i) => Math.abs(p - golden.probabilities[i]!)));
      expect(worst).toBeLessThan(1e-4);
    }
  });

  it('a sample that is not a number is silence, not the end of all speech', async () => {
    const damaged = jfk.slice();
    damaged[100] = Number.NaN;
    damaged[200] = -Infinity;
    const probabilities = await createSileroVad(session).push(damaged, true);
    const worst = Math.max(...probabilities.map((p, i) => Math.abs(p - golden.probabilities[i]!)));
    expect(worst).toBeLessThan(0.05);
  });

  it.each(golden.cases)('segments as the reference at threshold $threshold', ({ segments, threshold, ...ms }) => {
    const found = speechSegments(Float32Array.from(golden.probabilities), golden.nSamples, {
      threshold,
      frameSamples: 512,
      minSpeechSamples: ms.minSpeechMs * 16,
      minSilenceSamples: ms.minSilenceMs * 16,
      padSamples: ms.padMs * 16,
    });
    expect(found.map(({ startSample, endSample }) => ({ start: startSample, end: endSample }))).toEqual(segments);
  });

  it('ends at once when cancelled', async () => {
    const aborter = new AbortController();
    aborter.abort();
    await expect(createSileroVad(session).push(jfk, true, aborter.signal)).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  it('refuses a graph that is not Silero VAD', () => {
    const other: Session = { ...session, inputs: [{ name: 'x', type: 'float32', dims: [1] }] };
    expect(() => createSileroVad(other)).toThrow(/needs input, state, sr/);
  });
});
