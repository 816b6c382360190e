import { expect, it } from 'vitest';
import { csvOf } from '../../../../main/services/measures/createMeasuresService.ts';

const row = { label: 'a', startSec: 0, endSec: 0.5, values: [100] };
const columns = [{ name: 'pitchMeanHz', unit: 'Hz' }];
const of = { recording: 'r.wav', tier: 'words', channel: 'Left' };

it('names recording, tier, channel and parameters where rows say them', () => {
  const [head, first, second] = csvOf({ columns, rows: [{ ...row, of, parameters: 'floor 75 Hz' }, row] }).split(
    '\r\n',
  );
  expect(head).toBe('label,recording,tier,channel,parameters,startSec,endSec,durationSec,pitchMeanHz');
  expect(first).toBe('a,r.wav,words,Left,floor 75 Hz,0,0.5,0.5,100');
  expect(second).toBe('a,,,,,0,0.5,0.5,100');
});

it('has no empty columns where nothing is said', () => {
  expect(csvOf({ columns, rows: [row] }).split('\r\n')[0]).toBe('label,startSec,endSec,durationSec,pitchMeanHz');
});
