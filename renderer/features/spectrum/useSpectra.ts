import { useEffect, useState } from 'react';
import type { SpectrumSlice, WindowName } from '../../../preload/contract/analysis.ts';
import { useIsStudioReady } from '../../client/engine.ts';
import { isAborted, isEngineLost, studio } from '../../client/studio.ts';
import { notifyError } from '../../state/notices.ts';
import { useSelection } from '../../state/selection.ts';

export interface SpectrumOptions {
  readonly channel: number;
  readonly window: WindowName;
  readonly fftSize: number;
}

export interface Spectra {
  readonly cursor: SpectrumSlice | null;
  readonly selection: SpectrumSlice | null;
}

const pauseMs = 60; // while the cursor moves, only where it rests is computed

/** Spectra of the cursor and the selection; the last ones stay until the next are there. */
export function useSpectra(sourceId: string | null, { channel, window, fftSize }: SpectrumOptions): Spectra {
  const cursorSample = useSelection((s) => s.cursorSample);
  const startSample = useSelection((s) => s.selection?.startSample ?? null);
  const endSample = useSelection((s) => s.selection?.endSample ?? null);
  const [spectra, setSpectra] = useState<Spectra>({ cursor: null, selection: null });
  const isReady = useIsStudioReady();
  useEffect(() => {
    if (sourceId === null || !isReady) return;
    const aborter = new AbortController();
    const slice = (from: number, to: number) =>
      studio.call['analysis.spectrumSlice'](
        { sourceId, channel, startSample: from, endSample: to, window, fftSize },
        { signal: aborter.signal },
      );
    const read = async () => {
      const cursor = await slice(cursorSample, cursorSample);
      const selection = startSample === null || endSample === null ? null : await slice(startSample, endSample);
      if (!aborter.signal.aborted) setSpectra({ cursor, selection });
    };
    const timer = setTimeout(() => {
      read().catch((error: unknown) => {
        if (!isAborted(error) && !isEngineLost(error)) notifyError('Compute the spectrum', error);
      });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }, [isReady, sourceId, channel, window, fftSize, cursorSample, startSample, endSample]);
  return spectra;
}
