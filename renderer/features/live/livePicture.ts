/** Spectrogram and waveform of one scene, painted once and scrolled from then on. */
import { spectrogramDbMin, spectrogramDbStep } from '../../../preload/contract/tileFormat.ts';
import type { FrameSpectra } from '../../kernels/frameSpectra.ts';
import type { LiveCanvases } from './liveEngine.ts';
import type { LiveScene } from './liveMessages.ts';
import { PixelEnvelope } from './pixelEnvelope.ts';
import { leftPixel, type PixelGrid, type PixelRange } from './pixelGrid.ts';
import { PixelSpectra } from './pixelSpectra.ts';
import type { SampleHistory } from './sampleHistory.ts';
import { SpectrogramStrip } from './spectrogramStrip.ts';
import { WaveformStrip } from './waveformStrip.ts';

interface SceneSound {
  readonly sampleRateHz: number;
  readonly hopLength: number; // that is used
}

export class LivePicture {
  readonly grid: PixelGrid;
  readonly #scene: LiveScene;
  readonly #analysed: FrameSpectra;
  readonly #spectra: PixelSpectra;
  readonly #envelope: PixelEnvelope;
  readonly #spectrogram: SpectrogramStrip;
  readonly #waveform: WaveformStrip;
  #drawnEnd = -1;

  /** @param before what it takes over when only the look has changed */
  constructor(grid: PixelGrid, scene: LiveScene, sound: SceneSound, analysed: FrameSpectra, before?: LivePicture) {
    const { analysis, range, interpolate, colours, ink } = scene;
    this.grid = grid;
    this.#scene = scene;
    this.#analysed = analysed;
    this.#spectra = before
      ? before.#spectra
      : new PixelSpectra(grid, { ...analysis, hopLength: sound.hopLength }, analysed);
    this.#envelope = before ? before.#envelope : new PixelEnvelope(grid);
    const binHz = sound.sampleRateHz / analysis.fftSize;
    const look = { range, binHz, interpolate, colours, heightPx: scene.spectrogramPx };
    this.#spectrogram = new SpectrogramStrip(grid, look, analysed.nBins);
    this.#waveform = new WaveformStrip(grid, ink, scene.waveformPx);
    if (this.#spectra.known !== null) this.#spectrogram.paint(this.#spectra, this.#spectra.known);
    if (this.#envelope.known !== null) this.#waveform.paint(this.#envelope, this.#envelope.known);
  }

  /** The picture of another scene of the same sound: the same numbers where only the look is another. */
  changed(grid: PixelGrid, scene: LiveScene, sound: SceneSound, analysed: FrameSpectra): LivePicture {
    const isSameTime = grid.widthPx === this.grid.widthPx && grid.samplesPerPixel === this.grid.samplesPerPixel;
    const isSame = isSameTime && analysed === this.#analysed && scene.analysis.reduce === this.#scene.analysis.reduce;
    return new LivePicture(grid, scene, sound, analysed, isSame ? this : undefined);
  }

  get nextFrameEnd(): number {
    return this.#spectra.nextFrameEnd;
  }

  /** Sample after the newest that was on the canvases. */
  get drawnEnd(): number {
    return this.#drawnEnd;
  }

  /** @returns whether there are new frames */
  advance(history: SampleHistory): boolean {
    const spectra = this.#spectra.advance(history);
    if (spectra !== null) this.#spectrogram.paint(this.#spectra, spectra);
    const envelope = this.#envelope.advance(history);
    if (envelope !== null) this.#waveform.paint(this.#envelope, envelope);
    return spectra !== null;
  }

  drawOn({ spectrogram, waveform }: LiveCanvases, endSample: number): void {
    const { widthPx, spectrogramPx, waveformPx, ink } = this.#scene;
    const left = leftPixel(this.grid, endSample);
    const draw = (
      canvas: OffscreenCanvas,
      heightPx: number,
      strip: SpectrogramStrip | WaveformStrip,
      known: PixelRange | null,
    ) => {
      if (canvas.width !== widthPx) canvas.width = widthPx;
      if (canvas.height !== heightPx) canvas.height = heightPx;
      const context = canvas.getContext('2d', { alpha: false });
      if (context !== null) strip.strip.drawInto(context, left, known, ink.ground);
    };
    draw(spectrogram, spectrogramPx, this.#spectrogram, this.#spectra.known);
    draw(waveform, waveformPx, this.#waveform, this.#envelope.known);
    this.#drawnEnd = endSample;
  }

  /** Re a full-scale sine; null where nothing is shown. */
  levelDbAt(pixel: number, y: number): number | null {
    if (!isKnown(this.#spectra.known, pixel)) return null;
    return spectrogramDbMin + spectrogramDbStep * this.#spectrogram.valueAt(this.#spectra, pixel, y);
  }

  /** dBFS; null where nothing is shown or all is 0. */
  peakDbAt(pixel: number): number | null {
    const peak = isKnown(this.#envelope.known, pixel) ? this.#envelope.peakAt(pixel) : 0;
    return peak > 0 ? 20 * Math.log10(peak) : null;
  }
}

function isKnown(known: PixelRange | null, pixel: number): boolean {
  return known !== null && pixel >= known.first && pixel <= known.last;
}
