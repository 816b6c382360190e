import { useCallback, useEffect, useRef, useState } from 'react';
import { studio } from '../../../client/studio.ts';
import { ViewCanvas, type DrawView } from '../../../shared/canvas/ViewCanvas.tsx';
import { frequencyAxis } from '../../../shared/frequencyScale/frequencyAxis.ts';
import { ToolTag } from '../../../shared/ui/ToolTag.tsx';
import { useCorrecting, type MaskTool } from '../../../state/correcting.ts';
import type { LaneProps } from '../../../state/lanes.ts';
import { notifyError } from '../../../state/notices.ts';
import { useSelection } from '../../../state/selection.ts';
import { frequencyRangeOf, useSpectrogramSettings } from '../../../state/spectrogramSettings.ts';
import { attachMaskGestures, type MaskScene } from './attachMaskGestures.ts';
import { drawRegion } from './drawRegion.ts';
import styles from './MaskOverlay.module.css';
import type { Combining, DrawnRegion, MaskPoint, MaskRegion } from './maskRegion.ts';
import { selectRegion, useMaskShape } from './maskShape.ts';
import { maskTools, maskToolHints, maskToolTitles } from './maskTools.ts';

/** Over spectrograms: the shape that is selected, and while there is a tool for it, how it is drawn. */
export function MaskOverlay(props: LaneProps) {
  const tool = useCorrecting((s) => maskTools.find((name) => name === s.tool) ?? null);
  const selection = useSelection((s) => s.selection);
  const shape = useMaskShape((s) => (s.shape?.selection === selection ? s.shape : null));
  if (tool === null && shape === null) return null;
  return <Shown {...props} tool={tool} region={shape?.region ?? null} />;
}

type ShownProps = LaneProps & { readonly tool: MaskTool | null; readonly region: MaskRegion | null };

function Shown({ document, lane, widthPx, heightPx, tool, region }: ShownProps) {
  const { sampleRateHz } = document;
  const settings = useSpectrogramSettings((s) => s.settings);
  const [drawn, setDrawn] = useState<DrawnRegion | null>(null);
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      const { yAt } = frequencyAxis(frequencyRangeOf(settings, sampleRateHz), heightPx);
      for (const shown of [region, drawn]) if (shown !== null) drawRegion(ctx, shown, { view, yAt, tokens });
    },
    [settings, sampleRateHz, heightPx, region, drawn],
  );
  return (
    <div className={styles['overlay']} data-testid={`${lane.testId}-mask`} data-region={region?.kind ?? ''}>
      <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />
      {tool !== null && (
        <>
          <Gestures document={document} lane={lane} heightPx={heightPx} tool={tool} show={setDrawn} />
          <ToolTag
            title={maskToolTitles[tool]}
            testId={`${lane.testId}-mask-tool`}
            hint={`${maskToolHints[tool]} Shift adds, Alt takes away, Escape leaves.`}
            value={null}
          />
        </>
      )}
    </div>
  );
}

type GestureProps = Pick<LaneProps, 'document' | 'lane' | 'heightPx'> & {
  readonly tool: MaskTool;
  readonly show: (region: DrawnRegion | null) => void;
};

function Gestures({ document, lane, heightPx, tool, show }: GestureProps) {
  const host = useRef<HTMLSpanElement>(null);
  const { sampleRateHz } = document;
  const settings = useSpectrogramSettings((s) => s.settings);
  const pick = ({ sample, hz }: MaskPoint, combining: Combining) => {
    const track = document.tracks.find(({ trackId }) => trackId === lane.trackId);
    if (track === undefined) return;
    studio.call['effects.magicWand']({
      sourceId: track.sourceId,
      channel: lane.channel ?? 0,
      sample: Math.floor(sample),
      hz: Math.min(hz, sampleRateHz / 2),
      fftSize: 2 * Math.round(settings.winLength / 2),
      hopLength: settings.hopLength,
      toleranceDb: wandToleranceDb,
    }).then(
      (cells) => {
        selectRegion(cells, combining, sampleRateHz);
      },
      (error: unknown) => {
        notifyError('Magic wand', error);
      },
    );
  };
  const scene: MaskScene = {
    tool,
    axis: frequencyAxis(frequencyRangeOf(settings, sampleRateHz), heightPx),
    show,
    take: (region, combining) => {
      selectRegion(region, combining, sampleRateHz);
    },
    pick,
  };
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });
  useEffect(() => {
    const element = host.current?.closest<HTMLElement>('[data-lane-key]');
    return element == null ? undefined : attachMaskGestures(element, () => latest.current);
  }, []);
  return <span ref={host} hidden />;
}

const wandToleranceDb = 12;
