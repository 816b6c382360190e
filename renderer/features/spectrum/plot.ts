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
    layoutOf(curves, host, options),
    {
      displaylogo: false,
      displayModeBar: 'hover',
      responsive: false,
      modeBarButtonsToRemove: ['lasso2d', 'select2d', 'toImage'],
    },
  );
}

export async function exportPlot(host: HTMLElement, format: 'svg' | 'png'): Promise<void> {
  const { downloadImage } = await plotly();
  await downloadImage(host, {
    format,
    filename: 'spectrum',
    width: 1200,
    height: 600,
    ...(format === 'png' ? { scale: 2 } : {}),
  });
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

function layoutOf(curves: readonly SpectrumCurve[], host: HTMLElement, { axis, tokens, fMaxHz }: PlotOptions) {
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
    width: host.clientWidth,
    height: host.clientHeight,
    margin: { l: 52, r: 12, t: 8, b: 34 },
    paper_bgcolor: tokens.chrome,
    plot_bgcolor: tokens.ground,
    font,
    showlegend: true,
    legend: {
      x: 0,
      xanchor: 'left' as const,
      y: 0,
      yanchor: 'bottom' as const,
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
            title: { text: 'Frequency (Hz)', font, standoff: 4 },
            unifiedhovertitle: { text: '%{x:.1f} Hz' },
            range: pair(Math.log10(lowestHz), Math.log10(fMaxHz)),
            tickvals: logTicks(fMaxHz),
            ticktext: logTicks(fMaxHz).map(tickText),
          }
        : {
            ...shared,
            type: 'linear' as const,
            title: { text: 'Frequency (Hz)', font, standoff: 4 },
            unifiedhovertitle: { text: '%{x:.1f} Hz' },
            range: pair(0, fMaxHz),
            nticks: 16,
          },
    yaxis: {
      ...shared,
      title: { text: 'dB re FS sine', font, standoff: 4 },
      range: pair(Math.max(leastDb, loudest - 110), Math.min(loudest + 5, 20)),
      nticks: 8,
    },
  };
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
