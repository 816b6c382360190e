import { expect, it } from 'vitest';
import { figureCaption } from '../../../../main/services/figures/figureCaption.ts';

it('says that a curve of the figure was corrected by hand', () => {
  expect(figureCaption([], 16_000, false)).toBe('16 kHz');
  expect(figureCaption([], 16_000, true)).toBe('16 kHz · pitch corrected by hand');
});
