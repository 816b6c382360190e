import { describe, expect, it } from 'vitest';
import { colourTable } from '../../../main/services/figures/colourMaps.ts';
import { figureColourMapNames as colourMapNames, figureScaleNames } from '../../../preload/contract/figureFormat.ts';
import type { FigureRequest } from '../../../main/cli/drawSpectrogram.ts';
import { drawSpectrogram, figurePlaces } from '../../../main/cli/drawSpectrogram.ts';
import { spectrogramLevels } from '../../../main/services/figures/spectrogramLevels.ts';
import { bufferSink } from '../../../main/engine/audio/byteSink.ts';
import { frequencyScales } from '../../../main/engine/dsp/frequencyScale.ts';
import { toSource } from '../../../main/engine/dsp/sampleSource.ts';
import { colourMapNames as windowColourMaps } from '../../../renderer/shared/colormap/colourMaps.ts';
import { frequencyScaleNames as windowScales } from '../../../renderer/shared/frequencyScale/frequencyScale.ts';
import { readPng } from '../../harness/readPng.ts';
import { speechWav } from '../../integration/cliFolder.ts';

const sampleRateHz = 16_000;
const tone = (hz: number, amplitude: number) =>
  toSource(
    Float32Array.from({ length: 16_000 }, (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / sampleRateHz)),
  );
const params = { fftSize: 1024, winLength: 512, hopLength: 100, window: 'hann', pad: 'constant' } as const;

describe('spectrogramLevels', () => {
  it.each(['linear', 'log', 'mel-slaney', 'bark', 'erb'] as const)(
    '1 kHz lies on its row of the %s scale',
    async (name) => {
      const scale = frequencyScales[name];
      const size = { width: 50, height: 300, fMinHz: 50, fMaxHz: 8000 };
      const levels = await spectrogramLevels(tone(1000, 0.5), { params, sampleRateHz, scale, ...size });
      const column = Array.from({ length: size.height }, (_, y) => levels[y * size.width + 25]!);
      const loudest = column.indexOf(Math.max(...column));
      const [low, high] = [scale.fromHz(50), scale.fromHz(8000)];
      const expected = size.height * (1 - (scale.fromHz(1000) - low) / (high - low));
      expect(Math.abs(loudest + 0.5 - expected)).toBeLessThan(2);
      expect(column[loudest]).toBeCloseTo(20 * Math.log10(0.5), 0); // of a full-scale sine, half an amplitude
    },
  );

  it('a click keeps its level however many frames a pixel covers', async () => {
    const x = new Float32Array(160_000);
    x[85_000] = 1;
    const request = { params, sampleRateHz, scale: frequencyScales.linear, fMinHz: 0, fMaxHz: 8000, height: 10 };
    const [fine, coarse] = await Promise.all(
      [1600, 16].map((width) => spectrogramLevels(toSource(x), { ...request, width })),
    );
    expect(Math.max(...coarse!)).toBeCloseTo(Math.max(...fine!), 6);
    expect(coarse!.filter((level) => level > -100)).toHaveLength(10); // one column
  });
});

describe('parameters that the window has too', () => {
  it('reassigned, a tone between bins is one row at its level, and a click one column', async () => {
    const request = { params, sampleRateHz, scale: frequencyScales.linear, fMinHz: 0, fMaxHz: 8000, height: 512 };
    const picture = { ...request, width: 100 };
    const [plain, reassigned] = await Promise.all(
      (['power', 'reassigned'] as const).map((method) => spectrogramLevels(tone(1003, 0.5), { ...picture, method })),
    );
    const rowsAbove = (levels: Float32Array, db: number) =>
      Array.from({ length: 512 }, (_, y) => levels[y * 100 + 50]!).filter((level) => level > db).length;
    expect(Math.max(...reassigned!)).toBeCloseTo(20 * Math.log10(0.5), 1);
    expect(rowsAbove(plain!, -40)).toBeGreaterThan(4);
    expect(rowsAbove(reassigned!, -40)).toBeLessThanOrEqual(2);
  });

  const size = { width: 40, height: 120, fMinHz: 50, fMaxHz: 8000 };
  const scale = frequencyScales.linear;
  const noise = toSource(Float32Array.from({ length: 16_000 }, (_, n) => Math.sin(n * n * 0.37) * 0.5));

  it('pre-emphasis is |1 − a·exp(−2πi·f/fs)|² at every frequency', async () => {
    const request = { params, sampleRateHz, scale, ...size };
    const peakOf = async (hz: number, preEmphasis: number) =>
      Math.max(...(await spectrogramLevels(tone(hz, 0.5), { ...request, preEmphasis })));
    for (const hz of [250, 1000, 4000]) {
      const a = 0.97;
      const gainDb = 10 * Math.log10(1 + a * a - 2 * a * Math.cos((2 * Math.PI * hz) / sampleRateHz));
      expect((await peakOf(hz, a)) - (await peakOf(hz, 0))).toBeCloseTo(gainDb, 1);
    }
  });

  it('the mean of frames lies below their greatest, and equals it where a pixel covers one', async () => {
    const levels = (reduce: 'max' | 'mean', hopLength: number) =>
      spectrogramLevels(noise, { params: { ...params, hopLength }, sampleRateHz, scale, ...size, reduce });
    const [max, mean] = await Promise.all([levels('max', 50), levels('mean', 50)]);
    expect(mean.every((level, i) => level <= max[i]! + 1e-4)).toBe(true);
    expect(mean.some((level, i) => level < max[i]! - 1)).toBe(true);
    expect(await levels('mean', 400)).toEqual(await levels('max', 400)); // 16,000 samples, 40 pixels
  });

  it('gamma bends the colours, not their ends', () => {
    const [even, bent] = [colourTable('grey'), colourTable('grey', 2)];
    expect([bent[0], bent[765]]).toEqual([even[0], even[765]]);
    expect(bent[3 * 128]).toBe(Math.round(255 * (128 / 255) ** 2));
  });

  it('offers the colour maps and scales of the window', () => {
    expect([...colourMapNames].sort()).toEqual([...windowColourMaps].sort());
    expect([...figureScaleNames].sort()).toEqual([...windowScales].sort());
  });

  it('all are in the metadata of the figure', async () => {
    const png = await draw({
      preEmphasis: 0.97,
      reduce: 'mean',
      gamma: 1.5,
      colormap: 'inferno',
      floorDb: -90,
      winLength: 400,
      fftSize: 1024,
      hopLength: 80,
      window: 'hamming',
      scale: 'mel-htk',
      fMinHz: 50,
    });
    const text = /Parameters\0(\{.*?\})/.exec(png.toString('latin1'))![1]!;
    expect(JSON.parse(text)).toMatchObject({
      ...{ window: 'hamming', winLength: 400, fftSize: 1024, hopLength: 80, preEmphasis: 0.97, reduce: 'mean' },
      ...{ scale: 'mel-htk', fMinHz: 50, fMaxHz: 8000, floorDb: -90, rangeDb: 80, colormap: 'inferno', gamma: 1.5 },
    });
  });
});

const request: FigureRequest = {
  ...{ format: 'png', window: 'hann', scale: 'linear', rangeDb: 80, colormap: 'magma', width: 400, height: 200 },
};

async function draw(change: Partial<FigureRequest>): Promise<Buffer> {
  const sink = bufferSink();
  await drawSpectrogram({ input: speechWav, sink }, { ...request, ...change }, {});
  return Buffer.from(sink.bytes());
}

describe('figures of real speech', () => {
  it('PNG: the plot has the colours of the map, the metadata the parameters', async () => {
    const png = await draw({ colormap: 'viridis', startSec: 1, endSec: 2 });
    const { width, height, rgba } = readPng(png);
    expect([width, height]).toEqual([400, 200]);
    const table = colourTable('viridis');
    const known = new Set(Array.from({ length: 256 }, (_, i) => table.slice(3 * i, 3 * i + 3).join()));
    const plot = figurePlaces(request).boxes[0]!;
    for (const [dx, dy] of [
      [0.1, 0.1],
      [0.5, 0.9],
      [0.99, 0.5],
    ] as const) {
      const at = 4 * (Math.floor(plot.y + dy * plot.h) * width + Math.floor(plot.x + dx * plot.w));
      expect(known).toContain(rgba.slice(at, at + 3).join());
    }
    expect(rgba.slice(0, 3).join()).toBe('255,255,255');
    const text = /Parameters\0(\{.*?\})/.exec(png.toString('latin1'))![1]!;
    expect(JSON.parse(text)).toMatchObject({ input: 'jfk.wav', startSec: 1, endSec: 2, winLength: 512, fMaxHz: 8000 });
  });

  it.each(figureScaleNames)('SVG on a %s axis: ticks as text, the picture inside', async (scale) => {
    const svg = String(await draw({ format: 'svg', scale }));
    expect(svg).toMatch(/<metadata>.*&quot;scale&quot;:&quot;/);
    expect(svg).toContain('data:image/png;base64,');
    const labels = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1]);
    expect(labels).toContain(scale === 'linear' ? '2k' : '1k');
    expect(labels).toContain('time (s)');
    expect(labels).toContain('dB');
  });

  it('PDF: every object lies where the table says', async () => {
    const pdf = (await draw({ format: 'pdf' })).toString('latin1');
    const [, count, rows] = /xref\n0 (\d+)\n((?:\d{10} \d{5} [nf] \n)+)trailer/.exec(pdf)!;
    const offsets = rows!
      .trimEnd()
      .split('\n')
      .map((row) => Number(row.slice(0, 10)));
    expect(offsets).toHaveLength(Number(count));
    offsets.slice(1).forEach((offset, i) => {
      expect(pdf.slice(offset, offset + 10)).toMatch(new RegExp(`^${i + 1} 0 obj`));
    });
    expect(pdf.slice(Number(/startxref\n(\d+)/.exec(pdf)![1]))).toMatch(/^xref/);
    const subject = /\/Subject <feff([0-9a-f]+)>/.exec(pdf)![1]!;
    expect(JSON.parse(Buffer.from(subject, 'hex').swap16().toString('utf16le'))).toMatchObject({ input: 'jfk.wav' });
  });

  it('every colour map goes from one end to the other', () => {
    for (const name of colourMapNames) {
      const table = colourTable(name);
      expect(table).toHaveLength(768);
      expect(table.slice(0, 3)).not.toEqual(table.slice(765));
    }
  });

  it('curves have axes of their own and a legend, the tier stands below, the parameters are in the metadata', async () => {
    const items = [{ label: 'my fellow', startSec: 1.2, endSec: 1.9 }];
    const tier = { name: 'words', kind: 'interval' as const, items };
    const overlays = ['pitch', 'formants', 'intensity'] as const;
    const svg = String(await draw({ format: 'svg', startSec: 1, endSec: 2, width: 900, height: 500, overlays, tier }));
    const labels = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => match[1]);
    for (const text of ['pitch (Hz)', 'intensity (dB)', 'pitch', 'formants', 'intensity', 'words', 'my fellow'])
      expect(labels).toContain(text);
    const curves = [...svg.matchAll(/<path d="([^"]*)"[^>]*stroke="(#[0-9a-f]{6})"/g)];
    expect(new Set(curves.map((match) => match[2]))).toEqual(new Set(['#ffffff', '#0057c2', '#d1222f', '#007a3d']));
    const plot = figurePlaces({ ...request, width: 900, height: 500, overlays, tier }).boxes[0]!;
    const inside = curves
      .filter((match) => match[1]!.length > 200)
      .flatMap((match) => [...match[1]!.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]));
    expect(inside.length).toBeGreaterThan(100);
    for (const [x = 0, y = 0] of inside) {
      expect(x).toBeGreaterThanOrEqual(plot.x - 0.01);
      expect(x).toBeLessThanOrEqual(plot.x + plot.w + 0.01);
      expect(y).toBeGreaterThanOrEqual(plot.y - 0.01);
      expect(y).toBeLessThanOrEqual(plot.y + plot.h + 0.01);
    }
    const metadata = /<metadata>(.*)<\/metadata>/.exec(svg)![1]!.replaceAll('&quot;', '"');
    expect(JSON.parse(metadata)).toMatchObject({
      pitch: { method: 'raw-ac', floorHz: 75 },
      formants: { ceilingHz: 5500, dynamicRangeDb: 30 },
      intensity: { minPitchHz: 100 },
      tier: 'words',
    });
  });
});
