import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  defaultFormantParams,
  defaultIntensityParams,
  defaultPitchParams,
} from '../../preload/contract/contourFormat.ts';
import type { FigureRequest, SpectrogramPanel } from '../../preload/contract/figures.ts';
import { createAnalysisThreads } from '../../main/services/contours/analysisThreads.ts';
import { createContourLibrary } from '../../main/services/contours/contourLibrary.ts';
import { openContourSource } from '../../main/services/contours/createContoursService.ts';
import { createFiguresService } from '../../main/services/figures/createFiguresService.ts';
import { figureAccess } from '../../main/services/figures/figureAccess.ts';
import { panelBoxes } from '../../main/services/figures/figurePage.ts';
import { spectrogramRoom } from '../../main/services/figures/spectrogramPanel.ts';
import { createFileRegistry } from '../../main/services/projects/fileRegistry.ts';
import { analysisWorkerUrl, notAborted, openAudioStudio, wavBytes, type AudioStudio } from '../harness/audioStudio.ts';
import { insertTier, insertTierItems } from '../fixtures/projects/tierEdits.ts';
import { readPng } from '../harness/readPng.ts';
import { glideSamples } from '../harness/voiceSounds.ts';

const sampleRateHz = 16_000;
const durationSec = 3;
let studio: AudioStudio;
let service: ReturnType<typeof createFiguresService>;
let threads: ReturnType<typeof createAnalysisThreads>;
let sourceId: string;
let tierId: string;
let documentId: string;
const files = createFileRegistry();

beforeAll(async () => {
  studio = openAudioStudio();
  const glide = glideSamples({ fromHz: 100, toHz: 300 }, { sampleRateHz, durationSec });
  ({ sourceId } = await studio.importBytes('glide.wav', wavBytes([glide], { sampleRateHz })));
  documentId = studio.store.documents()[0]!.documentId;
  tierId = insertTier(studio.store, documentId, { name: 'words', kind: 'interval' });
  insertTierItems(studio.store, tierId, [{ startSample: 16_000, endSample: 32_000, label: 'glide' }]);
  threads = createAnalysisThreads({ workerUrl: analysisWorkerUrl, nThreads: 2 });
  const { audio, jobs } = studio;
  const library = createContourLibrary(threads, jobs);
  const openSource = (address: { readonly sourceId: string; readonly channel: number }) =>
    openContourSource({ audio, describe: () => ({ title: 'glide', edits: [] }) }, address);
  const readTile = studio.analysis.handlers['analysis.spectrogramTile'];
  const access = figureAccess({ store: () => studio.store, threads, readTile });
  service = createFiguresService({ library, jobs, files, openSource, ...access });
});
afterAll(async () => {
  await threads.close();
  await studio.close();
});

const spectrogram = (): SpectrogramPanel => ({
  ...{ kind: 'spectrogram', sourceId, channel: 0, title: '' },
  params: { window: 'hann', winLength: 512, fftSize: 1024, hopLength: 128, preEmphasis: 0, reduce: 'max' },
  ...{ scale: 'linear', fMinHz: 0, fMaxHz: 4000, floorDb: -90, rangeDb: 80, gamma: 1, colourMap: 'inverse-grey' },
  pitch: { params: defaultPitchParams('raw-ac'), axis: { scale: 'linear', minHz: 50, maxHz: 500 } },
  formants: { params: defaultFormantParams, dynamicRangeDb: 30 },
  intensity: { params: defaultIntensityParams, minDb: 50, maxDb: 100 },
});

const request = (change: Partial<FigureRequest> = {}): FigureRequest => ({
  ...{ format: 'svg', theme: 'light', widthMm: 170, heightMm: 110, dpi: 200, textPt: 8, hasTitle: true, documentId },
  ...{ startSample: 8000, endSample: 40_000 },
  panels: [
    {
      kind: 'waveform',
      sourceId,
      channel: 0,
      title: '',
      scale: 'linear',
      zoom: 1,
      pulses: defaultPitchParams('raw-ac'),
    },
    spectrogram(),
    { kind: 'tier', tierId },
  ],
  ...change,
});

async function exported(name: string, figure: FigureRequest): Promise<Buffer> {
  const path = join(studio.folder, name);
  const fileId = files.register(path, 'save');
  const { jobId } = await service['figures.export']({ fileId, figure }, notAborted);
  const { error, state } = await studio.jobs.settled(jobId);
  if (error) throw Object.assign(new Error(error.message), { code: error.code });
  expect(state).toBe('done');
  return readFileSync(path);
}

/** Points of the stroked paths of one ink in an SVG. */
function pathPoints(svg: string, ink: string): (readonly [x: number, y: number])[] {
  return [...svg.matchAll(/<path d="([^"]*)" fill="none" stroke="(#[0-9a-f]{6})"/g)]
    .filter((match) => match[2] === ink)
    .flatMap((match) => [...match[1]!.matchAll(/[ML]([\d.]+) ([\d.]+)/g)])
    .map(([, x, y]) => [Number(x), Number(y)] as const);
}

describe('figures of lanes', () => {
  it('SVG: the curve of a glide lies where its pitch is, on the axis that is written beside it', async () => {
    const svg = (await exported('a.svg', request())).toString();
    const texts = [...svg.matchAll(/<text ([^>]*)>([^<]*)</g)].map(([, at, text]) => ({
      text,
      x: Number(/x="([\d.-]+)"/.exec(at!)?.[1]),
      y: Number(/y="([\d.-]+)"/.exec(at!)?.[1]),
      ink: /fill="(#\w+)"/.exec(at!)?.[1],
    }));
    for (const text of [
      'amplitude',
      'frequency (Hz)',
      'pitch (Hz)',
      'intensity (dB)',
      'time (s)',
      'words',
      'glide',
      'dB',
    ])
      expect(texts.map((t) => t.text)).toContain(text);
    const pitchInk = texts.find(({ text }) => text === 'pitch (Hz)')!.ink!;
    const yOf = (hz: string) => texts.find(({ text, ink }) => text === hz && ink === pitchInk)!.y;
    const xOf = (sec: string) => texts.find(({ text, ink }) => text === sec && ink === undefined)!.x;
    const points = pathPoints(svg, pitchInk).filter(
      ([x]) => x < texts.find((t) => t.text === '500' && t.ink === pitchInk)!.x,
    );
    const at = (sec: number) => xOf('1.0') + (sec - 1) * (xOf('2.0') - xOf('1.0'));
    for (const sec of [0.8, 1.2, 1.7, 2.2]) {
      const hz = 100 + (200 * sec) / durationSec;
      const expectedY = yOf('100') + ((hz - 100) / 200) * (yOf('300') - yOf('100'));
      const near = points.reduce((best, p) => (Math.abs(p[0] - at(sec)) < Math.abs(best[0] - at(sec)) ? p : best));
      expect(Math.abs(near[0] - at(sec))).toBeLessThan(5);
      expect(Math.abs(near[1] - (expectedY - 0.36 * 8 * (96 / 72)))).toBeLessThan(2); // the label's baseline lies below
    }
    const metadata = JSON.parse(/<metadata>(.*)<\/metadata>/.exec(svg)![1]!.replaceAll('&quot;', '"')) as object;
    expect(metadata).toMatchObject({
      ...{ recording: 'glide.wav', startSec: 0.5, endSec: 2.5, sampleRateHz },
      panels: [
        { kind: 'waveform', pulses: { method: 'raw-ac' } },
        {
          kind: 'spectrogram',
          window: 'hann',
          winLength: 512,
          colormap: 'inverse-grey',
          pitch: { params: { floorHz: 75 } },
        },
        { kind: 'tier', name: 'words' },
      ],
    });
  });

  it('PNG: as large as it should be, the picture darkest at the harmonics', async () => {
    const bare = { ...spectrogram(), pitch: null, formants: null, intensity: null };
    const png = await exported('b.png', request({ format: 'png', panels: [bare], dpi: 150 }));
    const { width, height, rgba } = readPng(png);
    expect([width, height]).toEqual([Math.round((170 / 25.4) * 150), Math.round((110 / 25.4) * 150)]);
    const page = {
      width: (170 / 25.4) * 96,
      height: (110 / 25.4) * 96,
      size: (8 * 96) / 72,
      hasTitle: true,
      hasLegend: false,
    };
    const plot = panelBoxes(page, [spectrogramRoom({})])[0]!;
    const px = 150 / 96;
    const darkness = (sec: number, hz: number) => {
      const x = Math.round((plot.x + (plot.w * (sec - 0.5)) / 2) * px);
      const y = Math.round((plot.y + plot.h * (1 - hz / 4000)) * px);
      return 255 - rgba[4 * (y * width + x)]!;
    };
    for (const sec of [1, 1.5, 2]) {
      const f0 = 100 + (200 * sec) / durationSec;
      for (let k = 2; k <= 8; k++) expect(darkness(sec, k * f0)).toBeGreaterThan(darkness(sec, (k + 0.5) * f0) + 10);
    }
  });

  it('PDF: one page of the size that was said', async () => {
    const pdf = (await exported('c.pdf', request({ format: 'pdf' }))).toString('latin1');
    expect(pdf.startsWith('%PDF-1.4')).toBe(true);
    expect(pdf).toMatch(/\/MediaBox \[0 0 481\.89 311\.811\]/);
    expect(pdf.slice(Number(/startxref\n(\d+)/.exec(pdf)![1]))).toMatch(/^xref/);
  });

  it('reassigned, the picture is sparser and says what it is', async () => {
    const bare = { ...spectrogram(), pitch: null, formants: null, intensity: null };
    const inkOf = async (method: 'power' | 'reassigned') => {
      const panels = [{ ...bare, params: { ...bare.params, method } }];
      const { rgba } = readPng(await exported(`${method}.png`, request({ format: 'png', panels, dpi: 100 })));
      return rgba.reduce((sum, value, i) => (i % 4 === 0 ? sum + 255 - value : sum), 0);
    };
    expect(await inkOf('reassigned')).toBeLessThan(0.7 * (await inkOf('power')));
    const panels = [{ ...bare, params: { ...bare.params, method: 'reassigned' as const } }];
    const svg = (await exported('r.svg', request({ panels }))).toString();
    expect(svg).toMatch(/FFT 1024 · reassigned · dB re full-scale sine/);
    expect(svg).toContain('&quot;method&quot;:&quot;reassigned&quot;');
  });

  it('the name decides where it says another format', async () => {
    const bytes = await exported('d.pdf', request({ format: 'png' }));
    expect(bytes.subarray(0, 4).toString()).toBe('%PDF');
    expect((await exported('d.figure', request({ format: 'svg' }))).toString()).toContain('<svg');
  });

  it('a picture of a moment shorter than a hop has the tiles’ numbers', async () => {
    const panels = [{ ...spectrogram(), pitch: null, formants: null, intensity: null }];
    const svg = (await exported('e.svg', request({ startSample: 20_000, endSample: 20_060, panels }))).toString();
    expect(svg).toContain('data:image/png;base64,');
    expect(svg).toContain('1.2515');
  });
});

describe('what cannot be', () => {
  it.each([
    ['no room for its panels', { heightMm: 40, textPt: 20 }, /must be at least \d+ mm high/],
    ['more pixels than may be', { widthMm: 500, heightMm: 500, dpi: 1200 }, /million pixels/],
    ['an empty range', { startSample: 5, endSample: 5 }, /must be > startSample=5/],
    ['no such document', { documentId: '00000000-0000-4000-8000-000000000000' }, /is not in the project/],
  ])('%s is refused with the rule', async (name, change, message) => {
    await expect(exported(`${name}.svg`, request(change))).rejects.toThrow(message);
  });

  it('a cancelled job leaves what was there', async () => {
    const path = join(studio.folder, 'kept.svg');
    writeFileSync(path, 'before');
    const fileId = files.register(path, 'save');
    const { jobId } = await service['figures.export']({ fileId, figure: request() }, notAborted);
    studio.jobs.cancel(jobId);
    expect((await studio.jobs.settled(jobId)).state).toBe('cancelled');
    expect(readFileSync(path, 'utf8')).toBe('before');
  });
});
