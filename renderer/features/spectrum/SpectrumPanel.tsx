import { useEffect, useMemo, useRef, useState } from 'react';
import type { SpectrumSlice, WindowName } from '../../../preload/contract/analysis.ts';
import type { DocumentInfo } from '../../../preload/contract/project.ts';
import { formatHz } from '../../shared/format/frequency.ts';
import { formatHms } from '../../shared/format/time.ts';
import { windowTitles } from '../../shared/format/windowTitles.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { registerCommands, runCommand, type Command } from '../../state/commands.ts';
import { notifyError } from '../../state/notices.ts';
import { channelTitle } from '../../state/lanes.ts';
import { fftSizeOf, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { clearPlot, drawPlot, exportPlot, type SpectrumAxis, type SpectrumCurve } from './plot.ts';
import styles from './SpectrumPanel.module.css';
import { useSpectra } from './useSpectra.ts';

const figureFormats = [
  { format: 'svg', title: 'SVG' },
  { format: 'png', title: 'PNG' },
] as const;

/** Spectrum of one window at the cursor, and the average of the selection when there is one. */
export function SpectrumPanel({ document }: { readonly document: DocumentInfo }) {
  const host = useRef<HTMLDivElement>(null);
  const [axis, setAxis] = useState<SpectrumAxis>('log');
  const [chosen, setChannel] = useState(0);
  const { window, winLength, zeroPadding } = useSpectrogramSettings((s) => s.settings);
  const tokens = useTokens((s) => s.tokens);
  const track = document.tracks[0];
  const channel = Math.min(chosen, (track?.channels ?? 1) - 1); // chosen in a recording with more of them
  const fftSize = fftSizeOf({ winLength, zeroPadding });
  const spectra = useSpectra(track?.sourceId ?? null, { channel, window, fftSize });
  const { sampleRateHz } = document;
  const curves = useMemo(() => curvesOf(spectra, sampleRateHz), [spectra, sampleRateHz]);

  useEffect(() => {
    const element = host.current;
    if (element === null || curves.length === 0) return;
    const draw = () => {
      drawPlot(element, curves, { axis, tokens, fMaxHz: sampleRateHz / 2 }).catch((error: unknown) => {
        notifyError('Draw the spectrum', error);
      });
    };
    draw();
    const observer = new ResizeObserver(draw);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [curves, axis, tokens, sampleRateHz]);
  useEffect(() => {
    const element = host.current;
    return () => {
      if (element !== null) void clearPlot(element);
    };
  }, []);

  useEffect(
    () =>
      registerCommands(
        figureFormats.map(({ format, title }): Command => ({
          name: `spectrum.save${title}`,
          title: `Save the spectrum as ${title}`,
          category: 'File',
          isEnabled: () => curves.length > 0,
          run: () => exportPlot(curves, { axis, tokens, fMaxHz: sampleRateHz / 2 }, format),
        })),
      ),
    [curves, axis, tokens, sampleRateHz],
  );
  return (
    <div className={styles['panel']} data-testid="spectrum-panel">
      <div className={styles['bar']}>
        <select
          aria-label="Frequency axis"
          value={axis}
          onChange={(event) => {
            setAxis(event.target.value === 'log' ? 'log' : 'linear');
          }}
        >
          <option value="log">Log frequency</option>
          <option value="linear">Linear frequency</option>
        </select>
        {(track?.channels ?? 1) > 1 && (
          <select
            aria-label="Channel"
            value={channel}
            onChange={(event) => {
              setChannel(Number(event.target.value));
            }}
          >
            {Array.from({ length: track?.channels ?? 1 }, (_, i) => (
              <option key={i} value={i}>
                {channelTitle(i, track?.channels ?? 1)}
              </option>
            ))}
          </select>
        )}
        <ul className={styles['curves']} aria-label="Curves">
          {curves.map(({ name, token }) => (
            <li key={token} title={name}>
              <span className={styles['swatch']} style={{ background: tokens[token] }} />
              {name}
            </li>
          ))}
        </ul>
        <span className={styles['note']} title="Distance of the bins, and how wide the window makes a line">
          {describe(spectra.selection ?? spectra.cursor, window)}
        </span>
        {figureFormats.map(({ title }) => (
          <button
            key={title}
            type="button"
            title={`Save the spectrum as ${title}`}
            onClick={() => runCommand(`spectrum.save${title}`)}
          >
            {title}
          </button>
        ))}
      </div>
      <div
        ref={host}
        className={styles['plot']}
        role="figure"
        aria-label={curves.map((curve) => curve.name).join('; ')}
      />
    </div>
  );
}

function curvesOf(
  spectra: { readonly cursor: SpectrumSlice | null; readonly selection: SpectrumSlice | null },
  sampleRateHz: number,
): SpectrumCurve[] {
  const curves: SpectrumCurve[] = [];
  const time = (sample: number) => formatHms(sample / sampleRateHz);
  if (spectra.cursor !== null) {
    const middle = (spectra.cursor.startSample + spectra.cursor.endSample) / 2;
    curves.push({ name: `At ${time(middle)}`, slice: spectra.cursor, token: 'waveRms' });
  }
  if (spectra.selection !== null) {
    const { startSample, endSample, nFrames } = spectra.selection;
    const name = `Mean of ${time(startSample)} – ${time(endSample)}, ${String(nFrames)} frames`;
    curves.push({ name, slice: spectra.selection, token: 'playhead' });
  }
  return curves;
}

function describe(slice: SpectrumSlice | null, window: WindowName): string {
  if (slice === null) return '';
  return `Bins ${formatHz(slice.binHz)} (${windowTitles[window]}, −3 dB ${formatHz(slice.resolutionHz)})`;
}
