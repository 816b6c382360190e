import { AudioWaveform, ChevronDown, ChevronRight, ChartNoAxesColumn, Tags, type LucideIcon } from 'lucide-react';
import { useRef, type ComponentType } from 'react';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { useLayout } from '../../state/layout.ts';
import type { Lane, LaneKind, LaneProps } from '../../state/lanes.ts';
import { useSpectrogramSettings, type FrequencyScale } from '../../state/spectrogramSettings.ts';
import { beginLaneMove } from './laneMove.ts';
import { foldedLanePx } from './laneHeights.ts';
import { LaneResizer } from './LaneResizer.tsx';
import styles from './LaneFrame.module.css';

const icons: Readonly<Record<LaneKind, LucideIcon>> = {
  waveform: AudioWaveform,
  spectrogram: ChartNoAxesColumn,
  tier: Tags,
};
const scaleNames: Readonly<Record<FrequencyScale, string>> = {
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
  readonly View: ComponentType<LaneProps>;
}

/** Header, fold, resize and reorder around a lane's content. */
export function LaneFrame({ document, lane, laneKeys, isFolded, widthPx, heightPx, View }: Props) {
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
      >
        <button
          type="button"
          className={styles['fold']}
          aria-expanded={!isFolded}
          aria-label={isFolded ? `Unfold ${title}` : `Fold ${title}`}
          title={isFolded ? 'Unfold' : 'Fold'}
          onClick={() => {
            changeLane(lane.key, { isFolded: !isFolded });
          }}
        >
          {isFolded ? <ChevronRight size={12} aria-hidden /> : <ChevronDown size={12} aria-hidden />}
        </button>
        <span className={styles['title']} title={title}>
          {lane.title}
        </span>
        {!isFolded && lane.kind !== 'tier' && <AxisName kind={lane.kind} />}
        {!isFolded && lane.kind !== 'tier' && <Icon size={11} aria-hidden className={styles['icon']} />}
      </header>
      {isFolded || contentPx < foldedLanePx - 1 ? (
        <div className={styles['folded']} data-no-select="" />
      ) : (
        <div
          className={styles['content']}
          data-lane-key={lane.key}
          style={{ width: widthPx, height: contentPx }}
          tabIndex={0}
          role="application"
          aria-roledescription="lane"
          aria-label={title}
          aria-describedby="lane-value lane-keys"
          onFocus={() => {
            focusLane(lane.key);
          }}
        >
          <View document={document} lane={lane} widthPx={widthPx} heightPx={contentPx} />
          {lane.kind === 'spectrogram' && (
            <>
              <div className={styles['band']} data-band="" hidden />
              <div className={styles['level']} hidden />
            </>
          )}
        </div>
      )}
      {!isFolded && <LaneResizer lane={lane} heightPx={heightPx} title={title} />}
    </section>
  );
}

/** What the numbers beside the lane are. */
function AxisName({ kind }: { readonly kind: LaneKind }) {
  const waveformScale = useLayout((s) => s.waveformScale);
  const scale = useSpectrogramSettings((s) => s.settings.scale);
  const name = kind === 'waveform' ? (waveformScale === 'db' ? 'dBFS' : '±1') : `Hz, ${scaleNames[scale]}`;
  return <small className={styles['axisName']}>{name}</small>;
}
