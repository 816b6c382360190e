/** What each channel operation makes of tracks: which tracks there are afterwards, and how their channels are mixed. */
import type { ChannelOperation } from '../../../preload/contract/effects.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { monoGains, orderGains } from '../../engine/dsp/effects/mixChannels.ts';
import type { DocumentState, TrackState } from '../../store/documentState.ts';
import { findTrack } from '../edits/editFunction.ts';

type Gains = readonly (readonly number[])[];

export interface PlannedTrack {
  readonly inputs: readonly TrackState[];
  readonly name: string;
  /** Linear: a row for each channel that comes out, a number in it for each channel of the inputs, one after the other. */
  readonly gains: Gains;
  /** 'below': a track more, below its input. 'inputs': takes the place of its inputs. */
  readonly replaces: 'inputs' | 'below';
}

export interface ChannelPlan {
  readonly title: string;
  readonly tracks: readonly PlannedTrack[];
}

const named = (tracks: readonly TrackState[]) =>
  tracks.length === 1 ? `"${tracks[0]?.name ?? ''}"` : `${tracks.length} tracks`;

const half = 0.5;
const encode: Gains = [
  [half, half],
  [half, -half],
];
const decode: Gains = [
  [1, 1],
  [1, -1],
];

const sideNames = ['left', 'right'];
const channelName = ({ channels, name }: TrackState, c: number) =>
  `${name} ${channels === 2 ? (sideNames[c] ?? '') : String(c + 1)}`.slice(0, 200);

function requireChannels({ name, channels }: TrackState, rule: string, isMet: boolean): void {
  if (!isMet) throw new EngineError('E_PARAM', `"${name}" has ${channels} channels, must have ${rule}`);
}

/** @throws EngineError E_NOT_FOUND; E_PARAM: a track has too few or too many channels for it, or one of those to join is muted */
export function planChannels(
  document: DocumentState,
  trackIds: readonly string[],
  operation: ChannelOperation,
): ChannelPlan {
  const tracks = trackIds.map((trackId) => findTrack(document, trackId));
  const each = (title: string, gainsOf: (track: TrackState) => Gains): ChannelPlan => ({
    title: `${title} ${named(tracks)}`,
    tracks: tracks.map((track) => ({
      inputs: [track],
      name: track.name,
      gains: gainsOf(track),
      replaces: 'inputs',
    })),
  });
  switch (operation.kind) {
    case 'mono':
      return each('Mix down to mono:', (track) => {
        requireChannels(track, 'at least 2', track.channels >= 2);
        return monoGains(track.channels);
      });
    case 'swap':
      return each('Swap channels of', (track) => {
        requireChannels(track, '2', track.channels === 2);
        return orderGains([1, 0], 2);
      });
    case 'midSide':
    case 'leftRight':
      return each(operation.kind === 'midSide' ? 'Mid and side of' : 'Left and right of', (track) => {
        requireChannels(track, '2', track.channels === 2);
        return operation.kind === 'midSide' ? encode : decode;
      });
    case 'duplicate':
      return each(`Channel ${operation.channel + 1} in both channels of`, (track) => {
        requireChannels(track, `a channel ${operation.channel + 1}`, operation.channel < track.channels);
        return orderGains(
          Array.from({ length: Math.max(2, track.channels) }, () => operation.channel),
          track.channels,
        );
      });
    case 'extract':
      return {
        title: `Extract channel ${operation.channel + 1} of ${named(tracks)}`,
        tracks: tracks.map((track) => {
          requireChannels(track, `a channel ${operation.channel + 1}`, operation.channel < track.channels);
          return {
            inputs: [track],
            name: channelName(track, operation.channel),
            gains: orderGains([operation.channel], track.channels),
            replaces: 'below',
          };
        }),
      };
    case 'split':
      return {
        title: `Split channels of ${named(tracks)}`,
        tracks: tracks.flatMap((track) => {
          requireChannels(track, 'at least 2', track.channels >= 2);
          return Array.from({ length: track.channels }, (_, c): PlannedTrack => ({
            inputs: [track],
            name: channelName(track, c),
            gains: orderGains([c], track.channels),
            replaces: 'inputs',
          }));
        }),
      };
    case 'join':
      return joined(tracks);
  }
}

const mostChannels = 32;

/** The channels of one track after those of the other; as loud against each other as they were. */
function joined(tracks: readonly TrackState[]): ChannelPlan {
  const [first] = tracks;
  const nChannels = tracks.reduce((sum, { channels }) => sum + channels, 0);
  if (first === undefined || tracks.length < 2 || nChannels > mostChannels)
    throw new EngineError(
      'E_PARAM',
      `${tracks.length} tracks with ${nChannels} channels: there must be at least 2 tracks and at most ${mostChannels} channels`,
    );
  const differing = tracks.find(({ isMuted }) => isMuted !== first.isMuted);
  if (differing !== undefined) {
    const [muted, heard] = first.isMuted ? [first, differing] : [differing, first];
    throw new EngineError(
      'E_PARAM',
      `"${muted.name}" is muted and "${heard.name}" is not: tracks to join must both be muted or both be heard`,
    );
  }
  const isSameGain = tracks.every(({ gain }) => gain === first.gain);
  const louder = tracks.flatMap(({ channels, gain }) =>
    Array.from({ length: channels }, () => (isSameGain ? 1 : gain)),
  );
  const gains = louder.map((gain, c) => louder.map((_, d) => (c === d ? gain : 0)));
  return { title: `Join ${named(tracks)}`, tracks: [{ inputs: tracks, name: first.name, gains, replaces: 'inputs' }] };
}
