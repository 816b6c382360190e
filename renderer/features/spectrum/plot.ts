/** The spectrum as a plotly chart. The bundle is loaded when the first chart is shown; the basic one holds no run-time code generation. */
import type { SpectrumSlice } from '../../../preload/contract/analysis.ts';
import type { TokenName, Tokens } from '../../shared/theme/readTokens.ts';

export type SpectrumAxis = 'linear' | 'log';

export interface SpectrumCurve {
  readonly name: string;
  readonly slice: SpectrumSlice;
  readonly token: TokenName;
}

export interface PlotOptions {
  readonly axis: SpectrumAxis;
  readonly tokens: Tokens;
  readonly fMaxHz: number;
}

const lowestHz = 20; // where the logarithmic axis begins
const leastDb = -140;
const roomyPx = 260; // from this height on axis titles have a line of their own

async function plotly() {
  return (await import('plotly.js/dist/plotly-basic.min.js')).default;
}

export async function drawPlot(
  host: HTMLElement,
  curves: readonly SpectrumCurve[],
  options: PlotOptions,
): Promise<void> {
  const { react } = await plotly();
  if (!host.isConnected || host.clientWidth === 0) return;
  await react(
    host,
    curves.map((curve) => traceOf(curve, options)),
    layoutOf(curves, { width: host.clientWidth, height: host.clientHeight }, options),
    {
      displaylogo: false,
      displayModeBar: 'hover',
      responsive: false,
      modeBarButtonsToRemove: ['lasso2d', 'select2d', 'toImage'],
    },
  );
}

/** Takes back what plotly has hung on the element, if anything was drawn in it. */
export async function clearPlot(host: HTMLElement): Promise<void> {
  if (host.childElementCount > 0) (await plotly()).purge(host);
}

/** The same curves as a figure that stands alone: with their names in it. */
export async function exportPlot(
  curves: readonly SpectrumCurve[],
  options: PlotOptions,
  format: 'svg' | 'png',
): Promise<void> {
  const { downloadImage } = await plotly();
  const size = { width: 1200, height: 600 };
  const figure = {
    data: curves.map((curve) => traceOf(curve, options)),
    layout: { ...layoutOf(curves, size, options), showlegend: true },
    config: {},
    frames: [],
  };
  await downloadImage(figure, { format, filename: 'spectrum', ...size, ...(format === 'png' ? { scale: 2 } : {}) });
}

function traceOf({ name, slice, token }: SpectrumCurve, { axis, tokens }: PlotOptions) {
  const first = axis === 'log' ? Math.max(1, Math.ceil(lowestHz / slice.binHz)) : 0;
  return {
    type: 'scatter' as const,
    mode: 'lines' as const,
    name,
    x: Array.from(slice.db.subarray(first), (_, k) => (first + k) * slice.binHz),
    y: Array.from(slice.db.subarray(first), (db) => Math.max(db, -200)),
    line: { color: tokens[token], width: 1.25 },
    hovertemplate: '%{y:.2f} dB<extra></extra>',
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function layoutOf(curves: readonly SpectrumCurve[], { width, height }: Size, { axis, tokens, fMaxHz }: PlotOptions) {
  const isRoomy = height >= roomyPx;
  const title = (text: string) => (isRoomy ? { title: { text, font, standoff: 4 } } : {});
  const loudest = Math.max(...curves.map(({ slice }) => slice.db.reduce((a, b) => Math.max(a, b), -200)));
  const font = { family: getComputedStyle(document.body).fontFamily, size: 11, color: tokens.textSoft };
  const shared = {
    gridcolor: tokens.line,
    zerolinecolor: tokens.line,
    linecolor: tokens.rulerTick,
    tickcolor: tokens.rulerTick,
    ticks: 'outside' as const,
    ticklen: 4,
    hoverformat: '.1f',
  };
  return {
    width,
    height,
    margin: isRoomy ? { l: 52, r: 12, t: 8, b: 34 } : { l: 38, r: 12, t: 6, b: 20 },
    annotations: isRoomy ? [] : innerTitles(font, tokens),
    paper_bgcolor: tokens.chrome,
    plot_bgcolor: tokens.ground,
    font,
    showlegend: false, // the panel names the curves
    legend: {
      x: 1,
      xanchor: 'right' as const,
      y: 1,
      yanchor: 'top' as const,
      bgcolor: tokens.chrome,
      bordercolor: tokens.line,
      borderwidth: 1,
      font: { ...font, color: tokens.text },
    },
    hovermode: 'x unified' as const,
    hoverlabel: { bgcolor: tokens.chrome, bordercolor: tokens.line, font: { ...font, color: tokens.text } },
    xaxis:
      axis === 'log'
        ? {
            ...shared,
            type: 'log' as const,
            ...title('Frequency (Hz)'),
            unifiedhovertitle: { text: '%{x:.1f} Hz' },
            range: pair(Math.log10(lowestHz), Math.log10(fMaxHz)),
            tickvals: logTicks(fMaxHz),
            ticktext: logTicks(fMaxHz).map(tickText),
          }
        : {
            ...shared,
            type: 'linear' as const,
            ...title('Frequency (Hz)'),
            unifiedhovertitle: { text: '%{x:.1f} Hz' },
            range: pair(0, fMaxHz),
            nticks: 16,
          },
    yaxis: {
      ...shared,
      ...title('dB re FS sine'),
      range: pair(Math.max(leastDb, loudest - 110), Math.min(Math.max(loudest + 5, leastDb + 60), 20)),
      nticks: isRoomy ? 10 : Math.max(3, Math.floor(height / 22)),
    },
  };
}

/** Where there is no line to spare the titles lie in the corners of the plot. */
function innerTitles(font: object, tokens: Tokens) {
  const shared = { xref: 'paper' as const, yref: 'paper' as const, showarrow: false, font, bgcolor: tokens.ground };
  return [
    { ...shared, text: 'Frequency (Hz)', x: 1, xanchor: 'right' as const, y: 0, yanchor: 'bottom' as const },
    { ...shared, text: 'dB re FS sine', x: 0, xanchor: 'left' as const, y: 1, yanchor: 'top' as const },
  ];
}

function logTicks(fMaxHz: number): number[] {
  return [1, 10, 100, 1000, 10_000, 100_000]
    .flatMap((d) => [d, 2 * d, 5 * d])
    .filter((hz) => hz >= lowestHz && hz <= fMaxHz);
}

function tickText(hz: number): string {
  return hz >= 1000 ? `${String(hz / 1000)}k` : String(hz);
}

function pair(from: number, to: number): [number, number] {
  return [from, to];
}
