/** The worker's part: takes the sound in, keeps the picture up to date, reports. Nothing here waits for the page. */
import { frameSpectra, type FrameSpectra } from '../../kernels/frameSpectra.ts';
import type { Kernels } from '../../kernels/loadKernels.ts';
import type { CaptureReader, CapturedSound } from '../../shared/capture/captureFeed.ts';
import { Latencies } from './latencies.ts';
import type { LiveChannel, LiveReport, LiveScene, ProbedValue, ProbePlace } from './liveMessages.ts';
import { LevelReading } from '../../shared/audio/levelReading.ts';
import { LivePicture } from './livePicture.ts';
import { leftPixel, type PixelGrid } from './pixelGrid.ts';
import { affordableHop } from './pixelSpectra.ts';
import { SampleHistory } from './sampleHistory.ts';
import { SoundStamps } from './soundStamps.ts';

export const longestSpanSec = 30;

export interface LiveCanvases {
  readonly spectrogram: OffscreenCanvas;
  readonly waveform: OffscreenCanvas;
}

export class LiveEngine {
  readonly #kernels: Kernels;
  #canvases: LiveCanvases | null = null;
  #scene: LiveScene | null = null;
  #reader: CaptureReader | null = null;
  #sampleRateHz = 0;
  #history: SampleHistory | null = null;
  #frozen: SampleHistory | null = null;
  #spectra: { readonly key: string; readonly value: FrameSpectra } | null = null;
  #picture: LivePicture | null = null;
  #isStale = false; // the canvases do not show the picture
  #stamps = new SoundStamps();
  #latencies = new Latencies();
  #levels = new LevelReading();
  #lost = { blocks: 0, frames: 0 };

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  get isRunning(): boolean {
    return this.#reader !== null;
  }

  attach(canvases: LiveCanvases): void {
    this.#canvases = canvases;
    this.#isStale = true;
  }

  setScene(scene: LiveScene): void {
    this.#scene = scene;
    if (scene.isFrozen) this.#frozen ??= this.#history?.copy() ?? null;
    else this.#frozen = null;
    this.#build();
  }

  begin(reader: CaptureReader, sampleRateHz: number): void {
    this.end();
    this.#reader = reader;
    this.#sampleRateHz = sampleRateHz;
    this.#history = new SampleHistory(Math.ceil(longestSpanSec * sampleRateHz));
    this.#frozen = null;
    this.#stamps = new SoundStamps();
    this.#latencies = new Latencies();
    this.#levels = new LevelReading();
    this.#picture = null;
    this.#build();
  }

  end(): void {
    this.take();
    this.#reader?.close();
    this.#reader = null;
  }

  /** Empties the feed; the picture may wait. */
  take(): void {
    const sound = this.#reader?.read();
    if (sound === undefined || this.#history === null) return;
    this.#lost = this.#reader?.losses() ?? this.#lost;
    if (sound.nFrames === 0) return;
    this.#levels.add(sound.channels);
    this.#stamps.add(this.#history.end, sound);
    this.#history.append(mixed(sound, this.#scene?.channel ?? 0));
  }

  /** Brings the canvases up to date. */
  draw(): void {
    const shown = this.#frozen ?? this.#history;
    if (this.#picture === null || this.#canvases === null || this.#scene === null || shown === null) return;
    const frameEnd = this.#picture.nextFrameEnd;
    const hasNewFrames = this.#picture.advance(shown);
    if (!hasNewFrames && !this.#isStale && shown.end === this.#picture.drawnEnd) return;
    this.#picture.drawOn(this.#canvases, shown.end);
    this.#isStale = false;
    const stampMs = hasNewFrames ? this.#stamps.of(frameEnd - 1) : null;
    if (stampMs !== null && this.#frozen === null) this.#latencies.add(Date.now() - stampMs);
  }

  probe({ x, y }: ProbePlace): ProbedValue {
    const shown = this.#frozen ?? this.#history;
    if (this.#picture === null || shown === null) return { sec: null, levelDb: null };
    const { grid } = this.#picture;
    const pixel = leftPixel(grid, shown.end) + x;
    const levelDb = y === null ? this.#picture.peakDbAt(pixel) : this.#picture.levelDbAt(pixel, y);
    return { sec: pixel < 0 ? null : ((pixel + 0.5) * grid.samplesPerPixel) / this.#sampleRateHz, levelDb };
  }

  report(): LiveReport | null {
    const scene = this.#scene;
    if (this.#history === null || scene === null) return null;
    return {
      takenSec: this.#history.end / this.#sampleRateHz,
      lostBlocks: this.#lost.blocks,
      lostFrames: this.#lost.frames,
      levels: this.#levels.take(),
      latencyMs: this.#latencies.summary,
      hopLength: this.#hopLength(scene),
    };
  }

  #hopLength({ analysis }: LiveScene): number {
    return affordableHop(analysis.hopLength, analysis.fftSize, this.#sampleRateHz);
  }

  /** Kept while only the look or the size changes. */
  #spectraFor(scene: LiveScene): FrameSpectra {
    const params = { ...scene.analysis, hopLength: this.#hopLength(scene), sampleRateHz: this.#sampleRateHz };
    const key = JSON.stringify(params);
    if (this.#spectra?.key !== key) this.#spectra = { key, value: frameSpectra(this.#kernels, params) };
    return this.#spectra.value;
  }

  #build(): void {
    const scene = this.#scene;
    if (scene === null || this.#history === null || scene.widthPx < 2) return;
    const samplesPerPixel = (scene.spanSec * this.#sampleRateHz) / scene.widthPx;
    const grid: PixelGrid = { widthPx: scene.widthPx, samplesPerPixel };
    const sound = { sampleRateHz: this.#sampleRateHz, hopLength: this.#hopLength(scene) };
    const spectra = this.#spectraFor(scene);
    this.#picture = this.#picture?.changed(grid, scene, sound, spectra) ?? new LivePicture(grid, scene, sound, spectra);
    this.#isStale = true;
  }
}

function mixed({ channels, nFrames }: CapturedSound, channel: LiveChannel): Float32Array {
  const [first = new Float32Array(nFrames)] = channels;
  if (channel !== 'mean') return channels[channel] ?? first;
  return Float32Array.from(first, (_, n) => channels.reduce((sum, c) => sum + c[n]!, 0) / channels.length);
}
