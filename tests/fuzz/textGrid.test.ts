import { readTextGrid } from '../../main/engine/annotation/readTextGrid.ts';
import { fixtureSeeds, fuzz } from './harness.ts';

fuzz({
  name: 'textgrid',
  seeds: fixtureSeeds('textgrid', /\.TextGrid$/),
  run: async (bytes) => {
    await Promise.resolve(readTextGrid(bytes));
  },
});
