import type { Handlers } from '../../../preload/contract/define.ts';
import type { StudioContract } from '../../../preload/contract/studio.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { makeWindow } from '../../engine/dsp/window.ts';
import { windowProperties } from '../../engine/dsp/windowProperties.ts';
import type { AudioService } from '../audio/createAudioService.ts';
import { measureSelection } from './measureSelection.ts';
import type { DeviceTiles } from './device/deviceTiles.ts';
import { selectionSpectrum } from './selectionSpectrum.ts';
import { contentNames } from '../audio/contentNames.ts';
import { createSpectrogramTileService } from './spectrogramTileService.ts';
import { createTilePool } from './tilePool.ts';

export interface AnalysisServiceDeps {
  readonly audio: Pick<AudioService, 'source' | 'channel'>;
  /** The analysis worker's module; without it everything runs on this thread. */
  readonly workerUrl?: URL | undefined;
  readonly nThreads?: number | undefined; // all cores but one
  /** For what a graphics card does sooner; without it the processor does everything. */
  readonly deviceTiles?: DeviceTiles | undefined;
}

type AnalysisHandlers = Pick<
  Handlers<StudioContract, AbortSignal>,
  'analysis.spectrogramTile' | 'analysis.spectrumSlice' | 'analysis.measure' | 'analysis.windowWidth'
>;

export interface AnalysisService {
  readonly handlers: AnalysisHandlers;
  /** Forgets cached tiles; for when the project is closed. */
  closeProject(): void;
  /** Ends the threads. */
  close(): Promise<void>;
}

export function createAnalysisService(deps: AnalysisServiceDeps): AnalysisService {
  const { audio, workerUrl, nThreads, deviceTiles } = deps;
  const pool = createTilePool({ workerUrl, nThreads });
  const tiles = createSpectrogramTileService(pool, { deviceTiles });

  const open = (sourceId: string, channel: number) => {
    const source = audio.source(sourceId);
    const { sampleRateHz, complete } = source;
    const x = audio.channel(source, channel);
    return { sourceId, channel, sampleRateHz, complete, x, contentOf: contentNames(source) };
  };

  return {
    handlers: {
      'analysis.spectrogramTile': ({ sourceId, channel, ...request }, { signal }) =>
        tiles.tile(open(sourceId, channel), request, signal),
      'analysis.spectrumSlice': ({ sourceId, channel, fftSize, ...range }, { signal }) => {
        if (fftSize % 2 !== 0) throw new EngineError('E_PARAM', `fftSize=${fftSize} must be even`);
        if (range.endSample < range.startSample) throw rangeError(range);
        const { x, sampleRateHz } = open(sourceId, channel);
        // Past the end there is nothing to average: zeros would lower every level, and there may be years of them.
        const endSample = Math.max(range.startSample, Math.min(range.endSample, x.nSamples));
        return selectionSpectrum(x, { ...range, endSample, fftSize, sampleRateHz }, { signal });
      },
      'analysis.measure': ({ sourceId, channel, startSample, endSample }, { signal }) => {
        const { x } = open(sourceId, channel);
        const end = Math.min(endSample, x.nSamples);
        if (end <= startSample) throw rangeError({ startSample, endSample: end });
        return measureSelection(x, { start: startSample, end }, { signal });
      },
      'analysis.windowWidth': ({ window, winLength }) => {
        const { mainLobeWidthBins, enbwBins } = windowProperties(makeWindow(window, winLength));
        return { minus3DbBins: mainLobeWidthBins, enbwBins };
      },
    },
    closeProject: () => {
      tiles.clear();
    },
    close: () => pool.close(),
  };
}

function rangeError({ startSample, endSample }: { readonly startSample: number; readonly endSample: number }) {
  return new EngineError('E_PARAM', `endSample=${endSample} must be > startSample=${startSample} within the track`);
}
