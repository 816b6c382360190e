/** Figures of the window: lanes are drawn one after another, encoded in a thread of their own, and the file is written whole. */
import { extname } from 'node:path';
import type { Handlers } from '../../../preload/contract/define.ts';
import { figureFormatNames, figureLimits, type FigureFormatName } from '../../../preload/contract/figureFormat.ts';
import type { FigureRequest, figuresContract } from '../../../preload/contract/figures.ts';
import { EngineError } from '../../engine/core/errors.ts';
import type { WorkOptions } from '../../engine/core/progress.ts';
import type { JobRegistry } from '../jobs/jobRegistry.ts';
import type { FileRegistry } from '../projects/fileRegistry.ts';
import { writeWhole } from '../projects/writeWhole.ts';
import type { Drawing } from './drawing.ts';
import { figureCaption } from './figureCaption.ts';
import { panelBoxes, type FigurePage, type Plot } from './figurePage.ts';
import { figureThemes } from './figureTheme.ts';
import { drawLane, overlaysOf, roomOf, type LaneDrawing, type LanePanelDeps } from './lanePanel.ts';
import { layoutFigure } from './layoutFigure.ts';
import { overlayLegend } from './spectrogramPanel.ts';

export interface FiguresDeps extends LanePanelDeps {
  readonly jobs: JobRegistry;
  readonly files: FileRegistry;
  /** @throws EngineError E_NOT_FOUND */
  readonly describe: (documentId: string) => { readonly name: string; readonly sampleRateHz: number };
  /** In another thread: pressing pixels together takes its time. */
  readonly encode: (
    drawing: Drawing,
    as: { readonly format: FigureFormatName; readonly dpi: number },
    signal: AbortSignal,
  ) => Promise<Uint8Array>;
}

const unitsPerMm = 96 / 25.4;
const unitsPerPoint = 96 / 72;

export function createFiguresService(deps: FiguresDeps): Handlers<typeof figuresContract, AbortSignal> {
  return {
    'figures.export': ({ fileId, figure }) => {
      const path = deps.files.resolve(fileId, 'save');
      const format = formatOf(path) ?? figure.format;
      const { name } = deps.describe(figure.documentId);
      requirePossible(figure);
      const parameters = { format, widthMm: figure.widthMm, heightMm: figure.heightMm, dpi: figure.dpi };
      const job = { kind: 'export' as const, title: `Figure of ${name}`, parameters };
      const jobId = deps.jobs.start(job, async (signal, onProgress) => {
        const drawing = await drawFigure(deps, figure, { signal, onProgress });
        const bytes = await deps.encode(drawing, { format, dpi: figure.dpi }, signal);
        await writeWhole(path, bytes);
        return { format, bytes: bytes.length };
      });
      return { jobId };
    },
  };
}

function formatOf(path: string): FigureFormatName | undefined {
  return figureFormatNames.find((name) => extname(path).toLowerCase() === `.${name}`);
}

/** @throws EngineError E_PARAM */
function requirePossible({ startSample, endSample, widthMm, heightMm, dpi }: FigureRequest): void {
  if (endSample <= startSample)
    throw new EngineError('E_PARAM', `endSample=${endSample} must be > startSample=${startSample}`);
  const pixels = ((widthMm * dpi) / 25.4) * ((heightMm * dpi) / 25.4);
  if (pixels > figureLimits.mostPixels) {
    const rule = `must have at most ${figureLimits.mostPixels / 1e6} million pixels`;
    throw new EngineError(
      'E_PARAM',
      `${widthMm} × ${heightMm} mm at ${dpi} dpi are ${(pixels / 1e6).toFixed(1)} million pixels, ${rule}`,
    );
  }
}

/** @throws EngineError as the lanes; E_ABORTED */
export async function drawFigure(
  deps: Pick<FiguresDeps, 'describe' | keyof LanePanelDeps>,
  figure: FigureRequest,
  work: WorkOptions & { readonly signal: AbortSignal },
): Promise<Drawing> {
  const { panels, startSample, endSample, dpi } = figure;
  const { name, sampleRateHz } = deps.describe(figure.documentId);
  const theme = figureThemes[figure.theme];
  const plans = panels.map((panel) => (panel.kind === 'spectrogram' ? overlaysOf(panel) : {}));
  const legend = overlayLegend(
    plans.reduce((all, plan) => ({ ...all, ...plan }), {}),
    theme,
  );
  const page: FigurePage = {
    width: figure.widthMm * unitsPerMm,
    height: figure.heightMm * unitsPerMm,
    size: figure.textPt * unitsPerPoint,
    hasTitle: figure.hasTitle,
    hasLegend: legend.length > 0,
  };
  const span = { startSec: startSample / sampleRateHz, endSec: endSample / sampleRateHz };
  const plots = panelBoxes(page, panels.map(roomOf)).map((box): Plot => ({ ...box, ...span, size: page.size, theme }));
  requireRoom(page, plots);
  const drawn: LaneDrawing[] = [];
  for (const [i, panel] of panels.entries()) {
    const view = { plot: plots[i]!, density: dpi / 96, startSample, endSample };
    const onProgress: WorkOptions['onProgress'] = ({ done, total }) =>
      work.onProgress?.({ done: i + done / (total ?? done), total: panels.length, unit: 'panels' });
    drawn.push(await drawLane(deps, panel, view, { signal: work.signal, onProgress }));
  }
  const parameters = { recording: name, ...span, sampleRateHz, panels: drawn.map((lane) => lane.parameters) };
  const isCorrected = drawn.some((lane) => 'isPitchCorrectedByHand' in lane.parameters);
  const caption = figureCaption(panels, sampleRateHz, isCorrected);
  const content = { page, name, caption, title: `${name}: figure`, parameters, legend, theme };
  return layoutFigure(
    content,
    drawn.map(({ items }, i) => ({ plot: plots[i]!, items })),
  );
}

/** @throws EngineError E_PARAM */
function requireRoom({ width, height, size }: FigurePage, plots: readonly Plot[]): void {
  const { y, h } = plots.at(-1)!;
  const isWide = plots.every(({ x, w }) => x + w + size <= width);
  if (isWide && y + h + 3 * size <= height) return;
  const needed = Math.ceil((y + h + 4 * size) / unitsPerMm);
  const what = isWide ? `must be at least ${needed} mm high for ${plots.length} panels` : 'must be wider';
  throw new EngineError('E_PARAM', `a figure with text of ${(size / unitsPerPoint).toFixed(1)} pt ${what}`);
}
