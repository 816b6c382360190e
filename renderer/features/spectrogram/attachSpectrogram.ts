/** Keeps one spectrogram lane drawn: follows viewport, settings and arriving tiles outside React. */
import { followPointer, type PointerPlace, type PointerReading } from '../../shared/canvas/followPointer.ts';
import { isArriving } from '../../client/arrivals.ts';
import { frameTask } from '../../shared/canvas/frameTask.ts';
import { frequencyAxis } from '../../shared/frequencyScale/frequencyAxis.ts';
import { useTokens } from '../../shared/theme/readTokens.ts';
import { useHover } from '../../state/hover.ts';
import { frequencyRangeOf, spectrogramParamsOf, useSpectrogramSettings } from '../../state/spectrogramSettings.ts';
import { useViewport } from '../../state/viewport.ts';
import { isWhole } from '../../state/viewportMaths.ts';
import type { Scene } from './messages.ts';
import { onRasteriser, tellRasteriser } from './rasteriserClient.ts';
import { forgetTiles, onTilesStale, tileSet, wishForTiles } from './spectrogramTiles.ts';
import { spectrogramLevelFor, surroundingTiles, topLevel, visibleTiles, type TimeWindow } from './tileAddress.ts';

export interface SpectrogramAddress {
  readonly laneKey: string;
  readonly sourceId: string;
  readonly channel: number;
  readonly sampleRateHz: number;
}

/** While the view grows with an arriving recording, tiles are asked for that still fit when it is eight times as long. */
const levelsAhead = 3;

export interface AttachedSpectrogram {
  setSize(widthPx: number, heightPx: number): void;
  /** What the track sounds like now: what was drawn stays until there is something new. */
  setSource(sourceId: string): void;
  detach(): void;
}

export function attachSpectrogram(host: HTMLElement, address: SpectrogramAddress): AttachedSpectrogram {
  const { laneKey, channel, sampleRateHz } = address;
  let { sourceId } = address;
  // A canvas can be handed to a worker only once, so each attachment has its own.
  const canvas = document.createElement('canvas');
  host.append(canvas);
  const offscreen = canvas.transferControlToOffscreen();
  // An effect may attach twice; each attachment is a painter of its own.
  const painterKey = `${laneKey}#${crypto.randomUUID()}`;
  tellRasteriser({ kind: 'attach', laneKey: painterKey, canvas: offscreen }, [offscreen]);
  let size = { widthPx: 0, heightPx: 0 };

  const draw = () => {
    if (size.widthPx < 2 || size.heightPx < 2) return;
    const settings = useSpectrogramSettings.getState().settings;
    const params = spectrogramParamsOf(settings);
    const set = tileSet(sourceId, channel, params);
    const ratio = window.devicePixelRatio;
    const v = useViewport.getState();
    const view: TimeWindow = {
      startSample: v.startSample,
      samplesPerPixel: v.samplesPerPixel / ratio,
      widthPx: Math.max(1, Math.round(size.widthPx * ratio)),
      lengthSamples: v.lengthSamples,
      hopLength: params.hopLength,
    };
    const level = spectrogramLevelFor(view.samplesPerPixel, params.hopLength);
    const scene: Scene = {
      ...view,
      set: set.id,
      heightPx: Math.max(1, Math.round(size.heightPx * ratio)),
      level,
      nBins: params.fftSize / 2 + 1,
      binHz: sampleRateHz / params.fftSize,
      range: frequencyRangeOf(settings, sampleRateHz),
      interpolate: settings.interpolate,
      colours: {
        floorDb: settings.floorDb,
        rangeDb: settings.rangeDb,
        gamma: settings.gamma,
        colourMap: settings.colourMap,
      },
    };
    canvas.style.width = `${String(size.widthPx)}px`;
    canvas.style.height = `${String(size.heightPx)}px`;
    tellRasteriser({ kind: 'draw', laneKey: painterKey, scene });
    const top = topLevel(v.lengthSamples, params.hopLength);
    const askedLevel = isArriving(sourceId) && isWhole(v) ? Math.min(level + levelsAhead, top) : level;
    wishForTiles(painterKey, set, {
      whole: { level: top, index: 0 },
      visible: visibleTiles(view, askedLevel),
      around: surroundingTiles(view, askedLevel),
    });
  };
  const task = frameTask(draw);

  /** The level comes when the rasteriser has read it; until then the last one stays. */
  const readAt = ({ x, y }: PointerPlace): PointerReading => {
    const range = frequencyRangeOf(useSpectrogramSettings.getState().settings, sampleRateHz);
    const frequencyHz = frequencyAxis(range, size.heightPx).hzAt(Math.min(Math.max(y, 0), size.heightPx));
    const { hover } = useHover.getState();
    const ratio = window.devicePixelRatio;
    tellRasteriser({ kind: 'probe', laneKey: painterKey, x: Math.floor(x * ratio), y: Math.floor(y * ratio) });
    return { channel, frequencyHz, levelDb: hover?.laneKey === laneKey ? hover.levelDb : null, amplitude: null };
  };
  const stops = [
    followPointer(host, laneKey, readAt),
    useViewport.subscribe(task.request),
    useSpectrogramSettings.subscribe(task.request),
    useTokens.subscribe(task.request), // as when the window comes to a screen with other pixels
    onTilesStale((id) => {
      if (id === sourceId) task.request();
    }),
    onRasteriser((message) => {
      if (message.kind === 'refused' || message.laneKey !== painterKey) return;
      if (message.kind === 'probed') {
        const { hover, setHover } = useHover.getState();
        if (hover?.laneKey === laneKey) setHover({ ...hover, levelDb: message.levelDb });
      } else {
        // For tests and for the status of the machine: how the picture came about.
        host.dataset['path'] = message.path;
        host.dataset['missing'] = String(message.missing);
      }
    }),
  ];

  return {
    setSize: (widthPx, heightPx) => {
      size = { widthPx, heightPx };
      task.request();
    },
    setSource: (next) => {
      if (next === sourceId) return;
      sourceId = next;
      task.request();
    },
    detach: () => {
      task.cancel();
      for (const stop of stops) stop();
      forgetTiles(painterKey);
      tellRasteriser({ kind: 'detach', laneKey: painterKey });
      canvas.remove();
    },
  };
}
