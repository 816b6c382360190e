import type { CSSProperties } from 'react';
import type { ClipInfo, DocumentInfo, TrackInfo } from '../../../preload/contract/project.ts';
import { useProject } from '../../client/project.ts';
import type { LaneProps } from '../../state/lanes.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf, sampleToPx, type Viewport } from '../../state/viewportMaths.ts';
import { assetSamplesOf, beginClipDrag, useClipDrag } from './clipDrag.ts';
import { clipEndOf, type ClipGestureKind, type ClipPreview } from './clipGesture.ts';
import styles from './ClipOverlay.module.css';

const leastPx = 3; // narrower clips could not be told apart
const mostDrawn = 800;
const handlesFromPx = 28;

/** Clips of a track over its waveform: edges, names, and handles that trim, move and fade. */
export function ClipOverlay({ document, lane }: LaneProps) {
  const view = useViewport();
  const preview = useClipDrag((s) => s.preview);
  const track = document.tracks.find(({ trackId }) => trackId === lane.trackId);
  const assets = useProject((s) => s.project?.assets);
  if (track === undefined) return null;
  const visible = clipsWithin(track.clips, view);
  const names = new Map(assets?.map(({ assetId, name }) => [assetId, name]));
  const hasNames = lane.channel === 0;
  return (
    <div className={styles['clips']} data-quiet={isPlain(track, document) || undefined} data-testid="clips">
      {visible.slice(0, mostDrawn).map((clip) => (
        <Clip key={clip.clipId} {...{ clip, track, view, hasNames }} name={names.get(clip.assetId) ?? ''} />
      ))}
      {preview?.trackId === track.trackId && <Ghost preview={preview} view={view} />}
    </div>
  );
}

/** A whole recording that was not edited: its handles are there when they are looked for. */
function isPlain({ clips }: TrackInfo, document: DocumentInfo): boolean {
  const [only] = clips;
  if (clips.length !== 1 || only === undefined) return false;
  const isWhole = only.startSample === 0 && only.lengthSamples === assetSamplesOf(document, only.assetId);
  return isWhole && only.fadeIn === null && only.fadeOut === null && only.gain === 1;
}

function clipsWithin(clips: readonly ClipInfo[], view: Viewport): ClipInfo[] {
  const end = endSampleOf(view);
  const leastSamples = leastPx * view.samplesPerPixel;
  return clips.filter(
    (clip) => clip.startSample < end && clipEndOf(clip) > view.startSample && clip.lengthSamples >= leastSamples,
  );
}

interface ClipViewProps {
  readonly clip: ClipInfo;
  readonly track: TrackInfo;
  readonly view: Viewport;
  readonly name: string;
  readonly hasNames: boolean;
}

const titles: Readonly<Record<Exclude<ClipGestureKind, 'move'>, string>> = {
  start: 'Drag the beginning of the clip (Alt ignores snapping)',
  end: 'Drag the end of the clip (Alt ignores snapping)',
  fadeIn: 'Drag the end of the fade in',
  fadeOut: 'Drag the beginning of the fade out',
};

function Clip({ clip, track, view, name, hasNames }: ClipViewProps) {
  const left = sampleToPx(view, clip.startSample);
  const right = sampleToPx(view, clipEndOf(clip));
  const begin = (kind: ClipGestureKind) => (event: React.PointerEvent<HTMLElement>) => {
    beginClipDrag(event.nativeEvent, event.currentTarget, { kind, clip, trackId: track.trackId });
  };
  const hasHandles = right - left >= handlesFromPx && hasNames;
  const handle = (kind: Exclude<ClipGestureKind, 'move'>, style: CSSProperties = {}) => (
    <span
      className={styles[kind]}
      style={style}
      data-no-select=""
      data-testid={`clip-${kind}`}
      title={titles[kind]}
      onPointerDown={begin(kind)}
    />
  );
  const fadePx = (fade: ClipInfo['fadeIn']) =>
    fade === null ? 0 : (fade.lengthSamples - fade.skippedSamples) / view.samplesPerPixel;
  const cutLeft = Math.max(0, -left); // of a clip that begins before the view its name is still seen
  return (
    <div className={styles['clip']} style={{ left, width: right - left }} data-testid="clip">
      {hasHandles && (
        <>
          <span
            className={styles['name']}
            style={{ paddingLeft: cutLeft + 10 }}
            data-no-select=""
            data-testid="clip-name"
            title={`${name}: drag to move, press to select`}
            onPointerDown={begin('move')}
          >
            {name}
          </span>
          {handle('start')}
          {handle('end')}
          {handle('fadeIn', { left: fadePx(clip.fadeIn) })}
          {handle('fadeOut', { right: fadePx(clip.fadeOut) })}
        </>
      )}
    </div>
  );
}

/** Where a dragged clip would be. */
function Ghost({ preview, view }: { readonly preview: ClipPreview; readonly view: Viewport }) {
  const { kind, startSample, endSample, fadeSamples } = preview;
  const [from, to] =
    kind === 'fadeIn'
      ? [startSample, startSample + fadeSamples]
      : kind === 'fadeOut'
        ? [endSample - fadeSamples, endSample]
        : [startSample, endSample];
  const left = sampleToPx(view, from);
  return (
    <div className={styles['ghost']} style={{ left, width: sampleToPx(view, to) - left }} data-testid="clip-ghost" />
  );
}
