import { expect, it } from 'vitest';
import { parametersText } from '../../../../../renderer/shared/format/parameters.ts';

it('names parameters in words with their units and leaves ids out', () => {
  const text = parametersText({ documentId: 'x', threshold: 0.5, minSpeechMs: 250, fMaxHz: 8000, modelIds: ['a'] });
  expect(text).toBe('threshold 0.5, min speech 250 ms, f max 8000 Hz');
});

it('counts by what is counted and shortens hashes', () => {
  const sha256 = '392592560bfd7e03a52906e66fe3737a'.repeat(2);
  expect(parametersText({ nSamples: 485_100, sha256 })).toBe('samples 485,100, SHA-256 392592560bfd7e03…');
  expect(parametersText({ nothing: 1 })).toBe('nothing 1');
});
