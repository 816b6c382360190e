import type { AudioBlock, AudioDecoder } from '../../engine/audio/source.ts';
import { EngineError } from '../../engine/core/errors.ts';

export interface TimeRange {
  readonly startSec?: number | undefined; // 0
  readonly endSec?: number | undefined; // the end
}

/**
 * The samples from round(startSec·rate) up to round(endSec·rate).
 * @throws EngineError E_PARAM: the range is empty, or begins after the end of the sound
 */
export async function* trimBlocks(
  decoder: AudioDecoder,
  { startSec = 0, endSec = Infinity }: TimeRange,
  signal: AbortSignal | undefined,
): AsyncGenerator<AudioBlock, void, undefined> {
  if (!(endSec > startSec)) throw new EngineError('E_PARAM', `end=${endSec} s must be after start=${startSec} s`);
  const { sampleRateHz } = decoder.info;
  const first = Math.round(startSec * sampleRateHz);
  const last = Math.round(endSec * sampleRateHz);
  let at = 0;
  for await (const block of decoder.blocks(signal === undefined ? {} : { signal })) {
    const from = Math.max(0, first - at);
    const to = Math.min(block.nSamples, last - at);
    at += block.nSamples;
    if (to <= from) {
      if (at >= last) return;
      continue;
    }
    const isWhole = from === 0 && to === block.nSamples;
    yield isWhole
      ? block
      : { channels: block.channels.map((channel) => channel.subarray(from, to)), nSamples: to - from };
  }
  if (first > 0 && at <= first)
    throw new EngineError('E_PARAM', `start=${startSec} s must be before the end at ${at / sampleRateHz} s`);
}
