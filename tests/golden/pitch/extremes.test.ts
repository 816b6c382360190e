/** Least and greatest pitch of a range against Praat's "Get minimum…" and "Get maximum…" with parabolas: extremes.praat. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { summarizePitch } from '../../../main/engine/dsp/pitch/summarizePitch.ts';
import { trackPitch } from '../../../main/engine/dsp/pitch/trackPitch.ts';
import { readJfk } from '../dsp/dspSignals.ts';

interface Golden {
  readonly ranges: readonly {
    readonly fromSec: number;
    readonly toSec: number;
    readonly hz: readonly [min: number, max: number];
    readonly semitones: readonly [min: number, max: number];
  }[];
}

const golden = JSON.parse(readFileSync(new URL('extremes.json', import.meta.url), 'utf8')) as Golden;

describe('extremes of pitch as Praat reads them', () => {
  const track = trackPitch(readJfk(), 16_000);

  it.each(golden.ranges)('$fromSec to $toSec s', ({ fromSec, toSec, hz, semitones }) => {
    const found = summarizePitch(track, { fromSec, toSec });
    const differences = (a: { min: number; max: number } | null, [min, max]: readonly [number, number]) =>
      Math.max(Math.abs(a!.min - min), Math.abs(a!.max - max));
    expect(differences(found.hz, hz)).toBeLessThan(1e-3);
    expect(differences(found.semitones, semitones)).toBeLessThan(1e-4);
  });
});
