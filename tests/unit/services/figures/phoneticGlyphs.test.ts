import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Drawing } from '../../../../main/services/figures/drawing.ts';
import { encodeFigure } from '../../../../main/services/figures/encodeFigure.ts';
import { phoneticGlyphs } from '../../../../main/services/figures/phoneticGlyphs.ts';
import { measureText, textStrokes } from '../../../../main/services/figures/strokeFont.ts';

const letters = Object.keys(phoneticGlyphs);
const pageOf = (text: string) => {
  const drawing: Drawing = {
    ...{ width: 200, height: 40, title: text, parameters: {}, paper: '#ffffff', ink: '#000000' },
    items: [{ kind: 'text', text, x: 10, y: 30, size: 12, anchor: 'start' }],
  };
  const pdf = Buffer.from(encodeFigure(drawing, 'pdf'));
  const start = pdf.indexOf('stream\n', pdf.indexOf('4 0 obj')) + 7;
  return inflateSync(pdf.subarray(start, pdf.indexOf('\nendstream', start))).toString('latin1');
};

describe('phonetic letters', () => {
  it.each(letters)('%s is drawn, within its line', (letter) => {
    const strokes = textStrokes(letter, 9.8);
    expect(strokes.length).toBeGreaterThan(0);
    for (const [x1, y1, x2, y2] of strokes) {
      expect(Math.min(x1, x2)).toBeGreaterThanOrEqual(-1);
      expect(Math.max(x1, x2)).toBeLessThanOrEqual(measureText(letter, 9.8) + 1);
      expect(Math.min(y1, y2)).toBeGreaterThanOrEqual(-7.8);
      expect(Math.max(y1, y2)).toBeLessThanOrEqual(2.4);
    }
  });

  it('are each another shape', () => {
    const shapes = new Set(letters.map((letter) => JSON.stringify(textStrokes(letter, 9.8))));
    expect(shapes.size).toBe(letters.length);
  });

  it('what sits on a letter takes no room and is no box', () => {
    expect(measureText('a\u0303', 10)).toBeCloseTo(measureText('a', 10), 9);
    expect(measureText('n\u0329', 10)).toBeCloseTo(measureText('n', 10), 9);
    expect(textStrokes('n\u0329', 10)).toEqual(textStrokes('n', 10));
  });

  it('a PDF shows what Helvetica has as text, and other letters as strokes instead of question marks', () => {
    expect(pageOf('fellow')).toContain(`<${Buffer.from('fellow').toString('hex')}> Tj`);
    const phonetic = pageOf('ˈfɛləʊ');
    expect(phonetic).not.toContain('Tj');
    expect(phonetic.split(' l').length).toBeGreaterThan(20);
  });
});
