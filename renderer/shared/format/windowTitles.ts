import type { WindowName } from '../../../preload/contract/analysis.ts';

export const windowTitles: Readonly<Record<WindowName, string>> = {
  hann: 'Hann',
  hamming: 'Hamming',
  blackman: 'Blackman',
  'blackman-harris': 'Blackman–Harris',
  gaussian: 'Gaussian',
  kaiser: 'Kaiser',
  bartlett: 'Bartlett',
  rect: 'Rectangular',
};
