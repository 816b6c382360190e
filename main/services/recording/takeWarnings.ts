import type { StoredChunk, Take } from './readTake.ts';

const mostRateError = 0.005; // clocks differ by far less, confused rates by far more
const mostPlaces = 5; // named; of more the number is told

/** What went wrong with a take without spoiling it, as whole sentences with values and places. */
export function takeWarnings({ header, chunks, lostFrames, nOver, unreadBytes, measuredRateHz }: Take): string[] {
  const warnings: string[] = [];
  const { sampleRateHz } = header;
  if (lostFrames > 0)
    warnings.push(
      `${lostFrames} ${lostFrames === 1 ? 'sample was' : 'samples were'} lost while it was recorded or damaged since: silent, ${placesText(gapsOf(chunks), sampleRateHz)}`,
    );
  if (nOver > 0)
    warnings.push(
      `the input was overloaded: ${nOver} ${nOver === 1 ? 'sample reaches' : 'samples reach'} full scale, ${placesText(overloadsOf(chunks), sampleRateHz)}`,
    );
  if (unreadBytes > 0) warnings.push(`${unreadBytes} bytes of the recording's file are damaged or were cut off`);
  if (measuredRateHz !== null && Math.abs(measuredRateHz / sampleRateHz - 1) > mostRateError)
    warnings.push(
      `the device delivered ${measuredRateHz.toFixed(1)} samples a second by the computer's clock, not ${sampleRateHz}`,
    );
  return warnings;
}

interface Frames {
  readonly from: number;
  readonly to: number;
}

function gapsOf(chunks: readonly StoredChunk[]): Frames[] {
  return chunks.flatMap(({ startFrame }, i) => {
    const before = chunks[i - 1];
    const from = before === undefined ? 0 : before.startFrame + before.nFrames;
    return startFrame > from ? [{ from, to: startFrame }] : [];
  });
}

/** To the chunk, a tenth of a second or so; those that follow each other are one place. */
function overloadsOf(chunks: readonly StoredChunk[]): Frames[] {
  const places: Frames[] = [];
  for (const { startFrame, nFrames, nOver } of chunks) {
    if (nOver === 0) continue;
    const last = places.at(-1);
    const to = startFrame + nFrames;
    if (last?.to === startFrame) places[places.length - 1] = { from: last.from, to };
    else places.push({ from: startFrame, to });
  }
  return places;
}

function placesText(places: readonly Frames[], sampleRateHz: number): string {
  const sec = (frame: number) => (frame / sampleRateHz).toFixed(3);
  const named = places.slice(0, mostPlaces).map(({ from, to }) => `${sec(from)}–${sec(to)} s`);
  const more = places.length - named.length;
  return `at ${named.join(', ')}${more > 0 ? ` and ${more} more places` : ''} of the take`;
}
