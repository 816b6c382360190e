/** Which lanes a document has, in their order, and what every lane component is given. */
import type { DocumentInfo, TrackInfo } from '../../preload/contract/project.ts';

export type LaneKind = 'waveform' | 'spectrogram' | 'tier';

export interface Lane {
  readonly key: string; // stable over reopening: "waveform:<trackId>:<channel>", "tier:<tierId>"
  readonly kind: LaneKind;
  readonly trackId: string | null; // of waveforms and spectrograms
  readonly channel: number | null;
  readonly tierId: string | null;
  readonly title: string;
  readonly testId: string; // "lane-waveform-0", "lane-spectrogram-0", "lane-tier-0"
}

/** What the timeline hands to each lane's content; the frame (header, fold, resize handle) is the timeline's. */
export interface LaneProps {
  readonly document: DocumentInfo;
  readonly lane: Lane;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** As loudspeakers are named: 1 Mono, 2 Left and Right, more by number. */
export function channelTitle(channel: number, channels: number): string {
  if (channels === 1) return 'Mono';
  if (channels === 2) return channel === 0 ? 'Left' : 'Right';
  return `Channel ${channel + 1}`;
}

/** The channel, and its track where there are several. */
export function sourceTitle(
  document: DocumentInfo,
  { name, channels }: Pick<TrackInfo, 'name' | 'channels'>,
  channel: number,
): string {
  const title = channelTitle(channel, channels);
  return document.tracks.length > 1 ? `${name} ${title}` : title;
}

function trackLanes(kind: 'waveform' | 'spectrogram', document: DocumentInfo): Omit<Lane, 'testId'>[] {
  return document.tracks.flatMap((track) =>
    Array.from({ length: track.channels }, (_, channel) => ({
      key: `${kind}:${track.trackId}:${channel}`,
      kind,
      trackId: track.trackId,
      channel,
      tierId: null,
      title: sourceTitle(document, track, channel),
    })),
  );
}

/** Waveforms, spectrograms, tiers: the order of interface.md. Lanes named in `order` come first, in that order. */
export function lanesOf(document: DocumentInfo, order: readonly string[] = []): Lane[] {
  const tiers = document.tiers.map((tier) => ({
    key: `tier:${tier.tierId}`,
    kind: 'tier' as const,
    trackId: null,
    channel: null,
    tierId: tier.tierId,
    title: tier.name,
  }));
  const counts = { waveform: 0, spectrogram: 0, tier: 0 };
  const lanes = [...trackLanes('waveform', document), ...trackLanes('spectrogram', document), ...tiers].map(
    (lane): Lane => ({ ...lane, testId: `lane-${lane.kind}-${counts[lane.kind]++}` }),
  );
  const rank = (lane: Lane) => {
    const at = order.indexOf(lane.key);
    return at < 0 ? order.length : at;
  };
  return lanes
    .map((lane, index) => ({ lane, index }))
    .sort((a, b) => rank(a.lane) - rank(b.lane) || a.index - b.index)
    .map(({ lane }) => lane);
}
