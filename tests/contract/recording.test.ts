import { expect, it } from 'vitest';
import { takePlaceSchema } from '../../preload/contract/recording.ts';

it('bug: a punch-in could end where it began, or before', () => {
  const place = { documentId: 'document', trackId: null, startSample: 480 };
  const isTaken = (endSample: number | null) => takePlaceSchema.safeParse({ ...place, endSample }).success;
  expect([null, 481].map(isTaken)).toEqual([true, true]);
  expect([480, 479, 0].map(isTaken)).toEqual([false, false, false]);
});
