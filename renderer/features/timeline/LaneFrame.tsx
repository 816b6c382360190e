import { AudioWaveform, ChevronDown, ChevronRight, ChartNoAxesColumn, Tags, type LucideIcon } from 'lucide-react';
import { useRef, type ComponentType } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import type { FrequencyScaleName } from '../../shared/frequencyScale/frequencyScale.ts';
import { ErrorBoundary } from '../../shared/ui/ErrorBoundary.tsx';
import { laneHeaders } from '../../state/laneHeaders.ts';
import { laneOverlays } from '../../state/laneOverlays.ts';
import { useLayout } from '../../state/layout.ts';
import type { Lane, LaneKind, LaneProps } from '../../state/lanes.ts';
import { useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { formatZoom, setWaveformZoom, useWaveformAxis } from '../../state/waveformAxis.ts';
import { beginLaneMove } from './laneMove.ts';
import { LaneResizer } from './LaneResizer.tsx';
import styles from './LaneFrame.module.css';

const icons: Readonly<Record<LaneKind, LucideIcon>> = {
  waveform: AudioWaveform,
  spectrogram: ChartNoAxesColumn,
  tier: Tags,
};
const scaleNames: Readonly<Record<FrequencyScaleName, string>> = {
  linear: 'lin.',
  log: 'log',
  mel: 'mel',
  'mel-htk': 'mel',
  bark: 'Bark',
  erb: 'ERB',
};
const kindTitles: Readonly<Record<LaneKind, string>> = {
  waveform: 'Waveform',
  spectrogram: 'Spectrogram',
  tier: 'Tier',
};

interface Props {
  readonly document: DocumentInfo;
  readonly lane: Lane;
  readonly laneKeys: readonly string[];
  readonly isFolded: boolean;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly isNear: boolean; // to what is scrolled into view: others have their room and draw nothing
  readonly View: ComponentType<LaneProps>;
}

/** Header, fold, resize and reorder around a lane's content. */
export function LaneFrame({ document, lane, laneKeys, isFolded, isNear, widthPx, heightPx, View }: Props) {
  const frame = useRef<HTMLElement>(null);
  const { changeLane, focusLane } = useLayout.getState();
  const Icon = icons[lane.kind];
  const title = `${kindTitles[lane.kind]} ${lane.title}`;
  // One pixel of the frame is the line to the next lane.
  const contentPx = heightPx - 1;
  return (
    <section
      ref={frame}
      className={styles['lane']}
      style={{ height: heightPx }}
      data-testid={lane.testId}
      aria-label={title}
    >
      <header
        className={styles['header']}
        data-no-select=""
        onPointerDown={(event) => {
          if (event.button === 0 && frame.current !== null)
            beginLaneMove(event.nativeEvent, frame.current, lane.key, laneKeys);
        }}
        onDoubleClick={({ target }) => {
          if (target instanceof Element && target.closest('button') !== null) return;
          if (lane.kind === 'waveform' && lane.trackId !== null) setWaveformZoom(lane.trackId, 1);
        }}
      >
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={!isFolded}
          aria-label={isFolded ? `Unfold ${title}` : `Fold ${title}`}
          title={isFolded ? 'Unfold' : 'Fold'}
          onMouseDown={(event) => {
            event.preventDefault(); // Space plays on: only by Tab does the button take the focus
          }}
          onClick={() => {
            changeLane(lane.key, { isFolded: !isFolded });
          }}
        >
          {isFolded ? <ChevronRight size={12} aria-hidden /> : <ChevronDown size={12} aria-hidden />}
        </button>
        <span className={styles['title']} title={title}>
          {lane.title}
        </span>
        {!isFolded && lane.kind !== 'tier' && <AxisName lane={lane} />}
        {!isFolded && lane.kind !== 'tier' && <Icon size={11} aria-hidden className={styles['icon']} />}
        {!isFolded && <HeaderParts document={document} lane={lane} />}
      </header>
      <div
        className={isFolded ? styles['folded'] : styles['content']}
        data-lane-key={lane.key}
        data-no-select={isFolded ? '' : undefined}
        style={isFolded ? undefined : { width: widthPx, height: contentPx }}
        tabIndex={0}
        role="application"
        aria-roledescription={isFolded ? 'folded lane' : 'lane'}
        aria-label={title}
        aria-describedby={`lane-value lane-keys${lane.kind === 'tier' ? ' tier-keys' : ''}`}
        onFocus={() => {
          focusLane(lane.key);
        }}
      >
        {!isFolded && isNear && <LaneContent {...{ document, lane, widthPx, View }} heightPx={contentPx} />}
      </div>
      {!isFolded && <LaneResizer lane={lane} heightPx={heightPx} title={title} />}
    </section>
  );
}

/** What the lane draws, what others draw over it, and the marks that the timeline moves. */
function LaneContent({ View, ...props }: LaneProps & Pick<Props, 'View'>) {
  const overlays = laneOverlays.use((s) => s.entries);
  return (
    <>
      <View {...props} />
      {props.lane.kind === 'spectrogram' ? (
        <div className={styles['marks']}>
          <div className={styles['band']} data-band="" hidden />
          <div className={styles['level']} hidden />
        </div>
      ) : (
        <div className={styles['tint']} data-tint="" hidden />
      )}
      {overlays
        .filter(({ kind }) => kind === props.lane.kind)
        .map(({ name, View: Over }) => (
          <div key={name} className={styles['over']} data-overlay-name={name}>
            <ErrorBoundary name={name}>
              <Over {...props} />
            </ErrorBoundary>
          </div>
        ))}
    </>
  );
}

/** What features bring to the header. */
function HeaderParts({ document, lane }: Pick<Props, 'document' | 'lane'>) {
  const parts = laneHeaders.use((s) => s.entries);
  return parts
    .filter(({ kind }) => kind === lane.kind)
    .map(({ name, View: Part }) => (
      <ErrorBoundary key={name} name={name}>
        <Part document={document} lane={lane} />
      </ErrorBoundary>
    ));
}

/** What the numbers beside the lane are. */
function AxisName({ lane: { kind, trackId } }: { readonly lane: Lane }) {
  const { scale: amplitude, zoom } = useWaveformAxis(trackId);
  const scale = useSpectrogramSettings((s) => s.settings.scale);
  if (kind === 'spectrogram') return <small className={styles['axisName']}>{`Hz, ${scaleNames[scale]}`}</small>;
  const unit = amplitude === 'db' ? 'dBFS' : zoom === 1 ? '±1' : '';
  return (
    <small className={styles['axisName']} data-changed={zoom === 1 ? undefined : true}>
      {[unit, zoom === 1 ? '' : formatZoom(zoom)].join(' ').trim()}
    </small>
  );
}
