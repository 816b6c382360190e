/**
 * Vorbis and Opus (mapping family 1) order surround channels their own way (Vorbis I section 4.3.9); everything here
 * is in WAVE order: front left, right, centre, LFE, back left, right, (back centre,) side left, right.
 */
const waveFromVorbis: Readonly<Record<number, readonly number[]>> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  7: [0, 2, 1, 6, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4],
};

/** `channels` in Vorbis order, rearranged to WAVE order. */
export function toWaveOrder<T>(channels: readonly T[]): T[] {
  const order = waveFromVorbis[channels.length];
  return order ? order.map((from) => channels[from]!) : [...channels];
}
