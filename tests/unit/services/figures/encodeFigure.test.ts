import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Drawing, DrawingItem } from '../../../../main/services/figures/drawing.ts';
import { encodeFigure } from '../../../../main/services/figures/encodeFigure.ts';
import { encodeSvg } from '../../../../main/services/figures/encodeSvg.ts';
import { readPng } from '../../../harness/readPng.ts';

const drawingOf = (...items: DrawingItem[]): Drawing => ({
  ...{ width: 60, height: 40, items, title: 'A title', parameters: { fftSize: 512 } },
  ...{ paper: '#ffffff', ink: '#000000' },
});

const pixelsOf = (drawing: Drawing, dpi?: number) => {
  const { width, height, rgba } = readPng(Buffer.from(encodeFigure(drawing, 'png', dpi)));
  const at = (x: number, y: number) => [...rgba.subarray(4 * (y * width + x), 4 * (y * width + x) + 3)];
  return { width, height, at };
};

const line = { kind: 'lines', lines: [[10, 20, 50, 20]], width: 4, ink: '#0000ff' } as const;

describe('PNG', () => {
  it('has the pixels that width and resolution make, and says how large they are', () => {
    const png = Buffer.from(encodeFigure(drawingOf(line), 'png', 288));
    const { width, height } = readPng(png);
    expect([width, height]).toEqual([180, 120]);
    const at = png.indexOf('pHYs');
    expect([png.readUInt32BE(at + 4), png.readUInt32BE(at + 8), png[at + 12]]).toEqual([11_339, 11_339, 1]);
    expect(Buffer.from(encodeFigure(drawingOf(line), 'png')).includes('pHYs')).toBe(false);
  });

  it('a line has its colour, its width and its ends at every resolution', () => {
    for (const dpi of [96, 192, 300]) {
      const { at } = pixelsOf(drawingOf(line), dpi);
      const px = (unit: number) => Math.floor((unit * dpi) / 96);
      expect(at(px(30), px(20))).toEqual([0, 0, 255]);
      expect(at(px(30), px(24))).toEqual([255, 255, 255]);
      expect(at(px(55), px(20))).toEqual([255, 255, 255]);
    }
  });

  it('a line without length is a dot, dashes have gaps', () => {
    const dot = pixelsOf(drawingOf({ ...line, lines: [[30, 20, 30, 20]], width: 8 }));
    expect(dot.at(30, 20)).toEqual([0, 0, 255]);
    expect(dot.at(40, 20)).toEqual([255, 255, 255]);
    const { at } = pixelsOf(drawingOf({ ...line, width: 2, dash: [10, 10] }));
    expect(at(15, 20)).toEqual([0, 0, 255]);
    expect(at(25, 20)).toEqual([255, 255, 255]);
  });

  it('an envelope keeps a click however many columns a pixel has', () => {
    const n = 600;
    const top = new Float64Array(n).fill(20);
    top[301] = 2;
    const { at } = pixelsOf(
      drawingOf({ kind: 'envelope', x: 0, step: 0.1, top, bottom: new Float64Array(n).fill(20), ink: '#ff0000' }),
    );
    expect(at(30, 5)).toEqual([255, 0, 0]);
    expect(at(20, 5)).toEqual([255, 255, 255]);
  });

  it('dark paper takes light ink', () => {
    const dark = { ...drawingOf({ kind: 'bar', x: 10, y: 10, w: 5, h: 5 }), paper: '#101010', ink: '#eeeeee' };
    const { at } = pixelsOf(dark);
    expect([at(12, 12), at(40, 30)]).toEqual([
      [238, 238, 238],
      [16, 16, 16],
    ]);
  });
});

describe('vectors', () => {
  const items: DrawingItem[] = [
    line,
    { ...line, dash: [3, 2], ink: '#00ff00' },
    {
      kind: 'envelope',
      x: 0,
      step: 20,
      top: Float64Array.of(1, 2, 3),
      bottom: Float64Array.of(9, 8, 7),
      ink: '#ff0000',
    },
    { kind: 'text', text: 'F1 < 500 Hz', x: 5, y: 30, size: 10, anchor: 'start' },
  ];

  it('SVG: paths and text, what XML needs escaped', () => {
    const svg = Buffer.from(encodeFigure(drawingOf(...items), 'svg')).toString();
    expect(svg).toContain('<path d="M10 20L50 20" fill="none" stroke="#0000ff" stroke-width="4"');
    expect(svg).toContain('stroke-dasharray="3 2"');
    expect(svg).toContain('<path d="M10 1L30 2L50 3L50 7L30 8L10 9Z" fill="#ff0000"/>');
    expect(svg).toContain('>F1 &lt; 500 Hz</text>');
    expect(svg).toContain('<title>A title</title>');
    expect(svg).toContain('&quot;fftSize&quot;:512');
  });

  it('bug: U+FFFE, U+FFFF and lone surrogates made an SVG that is no XML', () => {
    const text = 'a\uffffb\ud800c\udc00d\u0000e\ufffe😀';
    const drawing = drawingOf({ kind: 'text', text, x: 5, y: 30, size: 10, anchor: 'start' });
    const svg = encodeSvg({ ...drawing, title: text, parameters: { name: text } });
    const clean = 'a\ufffdb\ufffdc\ufffdd\ufffde\ufffd😀';
    expect(svg).toContain(`>${clean}</text>`);
    expect(svg).toContain(`<title>${clean}</title>`);
    expect(svg.isWellFormed()).toBe(true);
    expect(svg).not.toMatch(/[\0\ufffe\uffff]/);
  });

  it('PDF: stroked and filled paths, y upwards, text as text', () => {
    const pdf = Buffer.from(encodeFigure(drawingOf(...items), 'pdf'));
    const start = pdf.indexOf('stream\n', pdf.indexOf('4 0 obj')) + 7;
    const page = inflateSync(pdf.subarray(start, pdf.indexOf('\nendstream', start))).toString('latin1');
    expect(page).toContain('0 0 1 RG 3 w 1 J 1 j [] 0 d 7.5 15 m 37.5 15 l S');
    expect(page).toContain('0 1 0 RG 3 w 0 J 1 j [2.25 1.5] 0 d');
    expect(page).toMatch(/1 0 0 rg 7\.5 29\.25 m .* h f/);
    expect(page).toContain(`<${Buffer.from('F1 < 500 Hz').toString('hex')}> Tj`);
  });
});
