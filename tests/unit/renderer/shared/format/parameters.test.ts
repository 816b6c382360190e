import { expect, it } from 'vitest';
import { parametersText } from '../../../../../renderer/shared/format/parameters.ts';

it('names parameters in words with their units and leaves ids out', () => {
  const text = parametersText({ documentId: 'x', threshold: 0.5, minSpeechMs: 250, fMaxHz: 8000, modelIds: ['a'] });
  expect(text).toBe('threshold 0.5, min speech 250 ms, f max 8000 Hz');
});
