import { useCallback, useEffect, useRef, useState } from 'react';
import type { MaskInfo } from '../../../../preload/contract/masks.ts';
import type { MaskRegion } from '../../../../preload/contract/maskShapes.ts';
import { useMasksOf } from '../../../client/masks.ts';
import { crisp } from '../../../shared/canvas/fitCanvas.ts';
import { ViewCanvas, type DrawView } from '../../../shared/canvas/ViewCanvas.tsx';
import { frequencyAxis } from '../../../shared/frequencyScale/frequencyAxis.ts';
import { ToolTag } from '../../../shared/ui/ToolTag.tsx';
import { useCorrecting, type MaskTool } from '../../../state/correcting.ts';
import type { LaneProps } from '../../../state/lanes.ts';
import { useSelection } from '../../../state/selection.ts';
import { frequencyRangeOf, useSpectrogramSettings } from '../../../state/spectrogramSettings.ts';
import { sampleToPx } from '../../../state/viewportMaths.ts';
import { attachMaskGestures } from './attachMaskGestures.ts';
import { attachMaskKeys, type MaskKeyScene } from './attachMaskKeys.ts';
import { drawOutline } from './drawRegion.ts';
import styles from './MaskOverlay.module.css';
import type { MaskPoint } from './maskRegion.ts';
import { useMaskShape } from './maskShape.ts';
import { maskTools, maskToolHints, maskToolTitles } from './maskTools.ts';
import { pickWithWand, takeRegion } from './toolRegion.ts';

/** Over spectrograms: the masks of the track, the shape that is selected, and while there is a tool for it, how it is drawn. */
export function MaskOverlay(props: LaneProps) {
  const tool = useCorrecting((s) => maskTools.find((name) => name === s.tool) ?? null);
  const selection = useSelection((s) => s.selection);
  const shape = useMaskShape((s) => (s.shape?.selection === selection ? s.shape : null));
  const masks = useMasksOf(props.document.documentId).filter(({ trackId }) => trackId === props.lane.trackId);
  if (tool === null && shape === null && masks.length === 0) return null;
  return <Shown {...props} tool={tool} region={shape?.region ?? null} masks={masks} />;
}

type ShownProps = LaneProps & {
  readonly tool: MaskTool | null;
  readonly region: MaskRegion | null;
  readonly masks: readonly MaskInfo[];
};

interface Drawn {
  readonly region: MaskRegion | null;
  readonly cross: MaskPoint | null;
}

function Shown({ document, lane, widthPx, heightPx, tool, region, masks }: ShownProps) {
  const { sampleRateHz } = document;
  const settings = useSpectrogramSettings((s) => s.settings);
  const maskId = useMaskShape((s) => s.maskId);
  const [drawn, setDrawn] = useState<Drawn>({ region: null, cross: null });
  const draw = useCallback<DrawView>(
    (ctx, view, tokens) => {
      const { yAt } = frequencyAxis(frequencyRangeOf(settings, sampleRateHz), heightPx);
      const scene = { view, yAt, heightPx };
      ctx.font = '10px Inter, system-ui, sans-serif';
      for (const kept of masks) {
        ctx.globalAlpha = kept.maskId === maskId ? 1 : 0.75;
        const seam = tokens.contourSeam;
        const area = drawOutline(ctx, kept.mask.region, scene, { line: tokens.maskEdge, seam });
        if (area !== null) drawName(ctx, kept.name, area, { text: tokens.maskEdge, seam });
      }
      ctx.globalAlpha = 1;
      const style = { line: tokens.contourHand, seam: tokens.contourSeam };
      for (const shown of [region, drawn.region]) if (shown !== null) drawOutline(ctx, shown, scene, style);
      if (drawn.cross !== null)
        drawCross(ctx, crisp(sampleToPx(view, drawn.cross.sample)), crisp(yAt(drawn.cross.hz)), style);
    },
    [settings, sampleRateHz, heightPx, region, drawn, masks, maskId],
  );
  const show = (part: Partial<Drawn>) => {
    setDrawn((s) => ({ ...s, ...part }));
  };
  return (
    <div
      className={styles['overlay']}
      data-testid={`${lane.testId}-mask`}
      data-region={region?.kind ?? ''}
      data-masks={masks.map(({ name }) => name).join(', ')}
    >
      <ViewCanvas widthPx={widthPx} heightPx={heightPx} draw={draw} />
      {tool !== null && (
        <>
          <Gestures document={document} lane={lane} heightPx={heightPx} tool={tool} show={show} />
          <ToolTag
            title={maskToolTitles[tool]}
            testId={`${lane.testId}-mask-tool`}
            hint={`${maskToolHints[tool]} Shift adds, Alt takes away. By keys: arrows and Enter. Escape leaves.`}
            value={null}
          />
        </>
      )}
    </div>
  );
}

/** Where it fits: above the mask, or in it at the top of the lane. */
function drawName(
  ctx: CanvasRenderingContext2D,
  name: string,
  area: { readonly left: number; readonly top: number; readonly width: number },
  { text, seam }: { readonly text: string; readonly seam: string },
): void {
  const [x, y] = [Math.max(area.left + 7, 4), area.top < 11 ? Math.max(area.top, 0) + 14 : area.top - 1];
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = seam;
  ctx.strokeText(name, x, y);
  ctx.fillStyle = text;
  ctx.fillText(name, x, y);
}

function drawCross(
  ctx: CanvasRenderingContext2D,
  x: number,
  y: number,
  { line, seam }: { readonly line: string; readonly seam: string },
): void {
  for (const [width, colour] of [
    [3, seam],
    [1, line],
  ] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = colour;
    ctx.beginPath();
    ctx.moveTo(x - 8, y);
    ctx.lineTo(x + 8, y);
    ctx.moveTo(x, y - 8);
    ctx.lineTo(x, y + 8);
    ctx.stroke();
  }
}

type GestureProps = Pick<LaneProps, 'document' | 'lane' | 'heightPx'> & {
  readonly tool: MaskTool;
  readonly show: (part: Partial<Drawn>) => void;
};

function Gestures({ document, lane, heightPx, tool, show }: GestureProps) {
  const host = useRef<HTMLSpanElement>(null);
  const { sampleRateHz } = document;
  const settings = useSpectrogramSettings((s) => s.settings);
  const scene: MaskKeyScene = {
    tool,
    sampleRateHz,
    axis: frequencyAxis(frequencyRangeOf(settings, sampleRateHz), heightPx),
    show: (region) => {
      show({ region });
    },
    showCross: (cross) => {
      show({ cross });
    },
    take: (region, combining) => {
      takeRegion(region, combining, { document, lane });
    },
    pick: (point, combining) => {
      pickWithWand(point, combining, { document, lane });
    },
  };
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  });
  useEffect(() => {
    const element = host.current?.closest<HTMLElement>('[data-lane-key]');
    if (element == null) return undefined;
    const sceneOf = () => latest.current;
    const stops = [attachMaskGestures(element, sceneOf), attachMaskKeys(element, sceneOf)];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return <span ref={host} hidden />;
}
