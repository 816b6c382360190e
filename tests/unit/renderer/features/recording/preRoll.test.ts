import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DocumentInfo } from '../../../../../preload/contract/project.ts';
import { playPreRoll } from '../../../../../renderer/features/recording/preRoll.ts';
import { usePlayback } from '../../../../../renderer/state/playback.ts';

const document = { sampleRateHz: 48_000, mix: { sourceId: 'mix', channels: 1 } } as unknown as DocumentInfo;
const span = { startSample: 48_000, endSample: 3 * 48_000 }; // two seconds

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  usePlayback.setState({ state: 'stopped', positionSample: null });
  vi.useRealTimers();
});

/** Plays so much of it in frames of 20 ms, then stops. @returns what was told */
function playFor(ms: number) {
  const told: { timeMs: number; hasPlayed: boolean | null } = { timeMs: 0, hasPlayed: null };
  playPreRoll(document, span, {
    onTime: (timeMs) => (told.timeMs = timeMs),
    onOver: (hasPlayed) => (told.hasPlayed = hasPlayed),
  });
  usePlayback.setState({ state: 'playing', positionSample: span.startSample });
  for (let heardMs = 20; heardMs <= ms; heardMs += 20) {
    vi.advanceTimersByTime(20);
    usePlayback.setState({ positionSample: span.startSample + heardMs * 48 });
  }
  usePlayback.setState({ state: 'stopped', positionSample: null });
  return told;
}

it('that was heard to its end has said when that is', () => {
  expect(playFor(1980)).toEqual({ timeMs: 1_002_000, hasPlayed: true });
});

it('bug: stopped half way, it counted as heard, and what came until its end was thrown away', () => {
  expect(playFor(1000)).toEqual({ timeMs: 1_002_000, hasPlayed: false });
  expect(playFor(0).hasPlayed).toBe(false);
});
