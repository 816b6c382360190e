import { expect, it } from 'vitest';
import { columnTitle } from '../../../../renderer/features/measurements/columnTitle.ts';

it('says names of columns in words, with the unit they have', () => {
  const titles = [
    { name: 'pitchMeanHz', unit: 'Hz' },
    { name: 'f1MidpointHz', unit: 'Hz' },
    { name: 'intensityMaxDb', unit: 'dB' },
    { name: 'jitterLocal', unit: '' },
    { name: 'shimmerLocalDb', unit: 'Db' },
    { name: 'periodMeanSec', unit: 'Sec' },
    { name: 'startSec', unit: 's' },
    { name: 'mfcc3', unit: '' },
  ].map(columnTitle);
  expect(titles).toEqual([
    'Mean pitch (Hz)',
    'F1 midpoint (Hz)',
    'Intensity max (dB)',
    'Jitter (local)',
    'Shimmer (local, dB)',
    'Mean period (s)',
    'Start (s)',
    'Mfcc3',
  ]);
});
