import type { WindowName } from '../../../preload/contract/analysis.ts';

export const windowTitles: Readonly<Record<WindowName, string>> = {
  hann: 'Hann',
  hamming: 'Hamming',
  blackman: 'Blackman',
  'blackman-harris': 'Blackman–Harris',
  gaussian: 'Gaussian',
  kaiser: 'Kaiser',
  bartlett: 'Bartlett',
  nuttall: 'Nuttall',
  flattop: 'Flat top',
  'praat-gaussian': 'Gaussian (Praat)',
  triang: 'Triangular',
  cosine: 'Cosine',
  tukey: 'Tukey',
  parzen: 'Parzen',
  bohman: 'Bohman',
  barthann: 'Bartlett–Hann',
  rect: 'Rectangular',
};
