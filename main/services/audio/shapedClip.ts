/** What a clip does to the sound it plays: backwards, louder, faded. */
import { fadeGain } from '../../engine/dsp/effects/fade.ts';
import { readSamples, type SampleSource } from '../../engine/dsp/sampleSource.ts';
import type { ClipRow, Fade } from '../../store/documentState.ts';

/** Applies a fade to the part of the clip that `out` is. `distance`: samples from the clip's end, at out[0]. */
function applyFade(out: Float32Array, fade: Fade, distance: number, direction: 1 | -1): void {
  const { lengthSamples, shape, skippedSamples } = fade;
  for (let n = 0; n < out.length; n++) {
    const at = skippedSamples + distance + direction * n;
    if (at < lengthSamples) out[n]! *= fadeGain(shape, 'in', at, lengthSamples);
  }
}

/** What the clip's sample n, counted from its first, is multiplied by. */
export function clipGain({ lengthSamples, gain, fadeIn, fadeOut }: ClipRow, n: number): number {
  const faded = (fade: Fade | null, distance: number) =>
    fade === null || fade.skippedSamples + distance >= fade.lengthSamples
      ? 1
      : fadeGain(fade.shape, 'in', fade.skippedSamples + distance, fade.lengthSamples);
  return gain * faded(fadeIn, n) * faded(fadeOut, lengthSamples - 1 - n);
}

function reversed(samples: SampleSource, lengthSamples: number): SampleSource {
  const readInto = (start: number, out: Float32Array): void => {
    readSamples(samples, lengthSamples - start - out.length, out);
    out.reverse();
  };
  return {
    nSamples: lengthSamples,
    readInto,
    read: (start, count) => {
      const out = new Float32Array(count);
      readInto(start, out);
      return out;
    },
  };
}

/** @param samples what the clip plays, from its first sample on */
export function shapedClip(clip: ClipRow, samples: SampleSource): SampleSource {
  const { lengthSamples, gain, fadeIn, fadeOut, isReversed } = clip;
  if (gain === 1 && fadeIn === null && fadeOut === null && !isReversed) return samples;
  const played = isReversed ? reversed(samples, lengthSamples) : samples;
  const readInto = (start: number, out: Float32Array): void => {
    readSamples(played, start, out);
    if (gain !== 1) for (let n = 0; n < out.length; n++) out[n]! *= gain;
    if (fadeIn !== null && start + fadeIn.skippedSamples < fadeIn.lengthSamples) applyFade(out, fadeIn, start, 1);
    const behind = lengthSamples - start - out.length;
    if (fadeOut !== null && behind + fadeOut.skippedSamples < fadeOut.lengthSamples)
      applyFade(out, fadeOut, lengthSamples - 1 - start, -1);
  };
  return {
    nSamples: played.nSamples,
    readInto,
    read: (start, count) => {
      const out = new Float32Array(count);
      readInto(start, out);
      return out;
    },
  };
}
