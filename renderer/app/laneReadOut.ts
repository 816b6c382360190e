/** What the lane with the focus shows at the cursor, in words: the picture for those who do not see it. */
import type { DocumentInfo, TierInfo } from '../../preload/contract/project.ts';
import { studio } from '../client/studio.ts';
import { getTierItems } from '../client/tiers.ts';
import { spokenContours } from '../features/contours/index.ts';
import { formatHz } from '../shared/format/frequency.ts';
import { formatDb, signed } from '../shared/format/level.ts';
import { formatHms } from '../shared/format/time.ts';
import { lanesOf, type Lane } from '../state/lanes.ts';
import { fftSizeOf, useSpectrogramSettings } from '../state/spectrogramSettings.ts';

/** @returns an empty string where there is nothing to say */
export async function readLane(
  document: DocumentInfo,
  laneKey: string | null,
  sample: number,
  signal: AbortSignal,
): Promise<string> {
  const lane = lanesOf(document).find(({ key }) => key === laneKey);
  if (lane === undefined) return '';
  const tier = document.tiers.find(({ tierId }) => tierId === lane.tierId);
  if (tier !== undefined) return readTier(tier, sample, document.sampleRateHz);
  const at = Math.min(sample, document.lengthSamples - 1);
  return at < 0
    ? ''
    : lane.kind === 'waveform'
      ? readValue(document, lane, at, signal)
      : readSpectrogram(document, lane, at, signal);
}

/** The strongest frequency, and the contours that lie over it. */
async function readSpectrogram(document: DocumentInfo, lane: Lane, at: number, signal: AbortSignal): Promise<string> {
  const channel = channelOf(document, lane);
  const parts = await Promise.all([
    readPeak(document, lane, at, signal),
    channel === null ? '' : spokenContours(channel, at, signal).catch(() => ''), // why there are none is told in the inspector
  ]);
  return parts.filter((part) => part !== '').join('. ');
}

function channelOf(document: DocumentInfo, lane: Lane): { readonly sourceId: string; readonly channel: number } | null {
  const track = document.tracks.find(({ trackId }) => trackId === lane.trackId);
  return track === undefined ? null : { sourceId: track.sourceId, channel: lane.channel ?? 0 };
}

async function readValue(document: DocumentInfo, lane: Lane, sample: number, signal: AbortSignal): Promise<string> {
  const channel = channelOf(document, lane);
  if (channel === null) return '';
  const range = { startSample: sample, endSample: sample + 1 };
  const { maximum } = await studio.call['analysis.measure']({ ...channel, ...range }, { signal });
  return `Value ${signed(maximum, 4)}`;
}

/** The strongest frequency of the window around the sample. */
async function readPeak(document: DocumentInfo, lane: Lane, sample: number, signal: AbortSignal): Promise<string> {
  const channel = channelOf(document, lane);
  if (channel === null) return '';
  const { settings } = useSpectrogramSettings.getState();
  const { db, binHz } = await studio.call['analysis.spectrumSlice'](
    { ...channel, startSample: sample, endSample: sample, window: settings.window, fftSize: fftSizeOf(settings) },
    { signal },
  );
  const bin = db.reduce((best, level, i) => (level > (db[best] ?? -Infinity) ? i : best), 0);
  return `Strongest ${formatHz(bin * binHz)}, ${formatDb(db[bin] ?? -Infinity)}`;
}

async function readTier(tier: TierInfo, sample: number, sampleRateHz: number): Promise<string> {
  const items = await getTierItems(tier.tierId);
  const here = items.findLast(({ startSample }) => startSample <= sample);
  const isInside =
    here !== undefined && (tier.kind === 'interval' ? sample < here.endSample : sample === here.startSample);
  if (!isInside) return `Nothing in ${tier.name} here`;
  const start = formatHms(here.startSample / sampleRateHz);
  const end = tier.kind === 'interval' ? ` to ${formatHms(here.endSample / sampleRateHz)}` : '';
  return `${here.label}, ${start}${end}`;
}
