import { expect, it } from 'vitest';
import { editDetails } from '../../../../../renderer/features/editing/editDetails.ts';

const track = (trackId: string, name: string) => ({
  ...{ trackId, name, channels: 1, gain: 1, isMuted: false, clips: [], sourceId: trackId },
});
const tier = { tierId: 'ti', name: 'words', kind: 'interval' as const, origin: 'user' as const, nItems: 0 };
const document = {
  sampleRateHz: 1000,
  tracks: [track('a', 'Voice'), track('b', 'Music')],
  tiers: [{ ...tier, parameters: null }],
};
const details = (command: unknown) => editDetails(command, document);

it('says where and on what an edit was, with what moves behind it', () => {
  const command = {
    kind: 'sound.delete',
    trackIds: ['a', 'b'],
    startSample: 1200,
    endSample: 2400,
    ripple: 'document',
  };
  expect(details(command)).toEqual({
    where: '0:01.200 – 0:02.400',
    what: 'Voice, Music; everything after it moves',
  });
  expect(details({ ...command, trackIds: ['gone'], ripple: 'none' }).what).toBe('1 track; nothing else moves');
});

it('says what an effect was told, without its structure', () => {
  const effect = { kind: 'normalizeLoudness', targetLufs: -16, maxTruePeakDbtp: -1 };
  const command = { kind: 'effects.apply', trackIds: ['a'], startSample: 0, endSample: 500, ripple: 'off', effect };
  expect(details(command).what).toBe('Voice; target lufs -16; max true peak dbtp -1; nothing else moves');
  const filter = { kind: 'filter', sections: [{ design: 'iir' }, { design: 'iir' }], phase: 'zero' };
  expect(details({ kind: 'effects.apply', effect: filter }).what).toBe('2 sections; phase zero');
});

it('gives times as times and lists as their length', () => {
  expect(details({ kind: 'sound.moveClips', clipIds: ['x'], bySamples: -250, toTrackId: 'b' }).what).toBe(
    'to Music; by -250 ms',
  );
  expect(details({ kind: 'tier.moveBoundary', tierIds: ['ti'], fromSample: 100, toSample: 350 })).toEqual({
    where: '0:00.100 → 0:00.350',
    what: 'words',
  });
  expect(details({ kind: 'tier.putItems', tierId: 'ti', items: [{}, {}] }).what).toBe('words; 2 labels');
  expect(details({ kind: 'sound.split', trackIds: ['a'], atSamples: [100, 200] }).where).toBe('0:00.100 …');
});

it('bears commands that it has never seen', () => {
  expect(details(null)).toEqual({ where: '', what: '' });
  expect(details({ kind: 'later.kind', isLoud: true, depth: { a: 1 } }).what).toBe('loud');
});
