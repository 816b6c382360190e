import { describe, expect, it } from 'vitest';
import { editsSince, macroOfEdits } from '../../../../main/services/macros/macroOfEdits.ts';

const tracks = { trackIds: ['t'] };
const edit = (title: string, command: unknown) => ({ title, command });
const document = { sampleRateHz: 1000, lengthSamples: 5000 };

describe('edits as a macro', () => {
  it('what was done to all of the sound is done to all of any; other spans are in seconds, to the end where they were', () => {
    const edits = [
      edit('Gain', { kind: 'sound.gain', ...tracks, startSample: 0, endSample: 4000, gainDb: -3 }), // of 4 s then
      edit('Stretch', {
        kind: 'effects.apply',
        ...tracks,
        ...{ startSample: 1000, endSample: 2000, ripple: 'document', effect: { kind: 'timeStretch', factor: 2 } },
      }), // 5 s
      edit('Insert', { kind: 'sound.insertSilence', ...tracks, atSample: 0, lengthSamples: 500, ripple: 'track' }), // 5.5 s
      edit('Delete', { kind: 'sound.delete', ...tracks, startSample: 5000, endSample: 5500, ripple: 'document' }), // 5 s
      edit('Silence', { kind: 'sound.delete', ...tracks, startSample: 0, endSample: 100, ripple: 'none' }),
      edit('Fade', {
        kind: 'sound.fade',
        ...tracks,
        startSample: 4500,
        endSample: 5000,
        direction: 'out',
        shape: 'linear',
      }),
    ];
    expect(macroOfEdits(edits, document)).toEqual({
      left: [],
      steps: [
        { do: 'effect', effect: { kind: 'gain', gainDb: -3 } },
        { do: 'effect', effect: { kind: 'timeStretch', factor: 2 }, on: { startSec: 1, endSec: 2 } },
        { do: 'insertSilence', atSec: 0, lengthSec: 0.5 },
        { do: 'delete', on: { startSec: 5 } },
        { do: 'effect', effect: { kind: 'silence' }, on: { endSec: 0.1 } },
        { do: 'effect', effect: { kind: 'fade', direction: 'out', shape: 'linear' }, on: { startSec: 4.5 } },
      ],
    });
  });

  it('says what cannot be part of it, and takes the steps of a macro that was run', () => {
    const step = { do: 'effect', effect: { kind: 'reverse' } };
    const macro = { format: 'phonoscope-macro', version: 1, name: 'M', steps: [step] };
    const edits = [
      edit('Paste 1 s', { kind: 'sound.paste', ...tracks, atSample: 0, mode: 'insert', ripple: 'track' }),
      edit('Macro', { kind: 'macro.run', ...tracks, ripple: 'none', macro }),
      edit('Heal', {
        kind: 'effects.apply',
        ...tracks,
        startSample: 0,
        endSample: 9,
        ripple: 'none',
        effect: { kind: 'mask' },
      }),
      edit('Odd', 'whatever'),
    ];
    const { steps, left } = macroOfEdits(edits, document);
    expect(steps).toEqual([step]);
    expect(left).toHaveLength(3);
    expect(left[0]).toMatch(/^Paste 1 s: .*cannot be part of a macro/);
  });

  it('takes the way to where the document is, not branches that were left', () => {
    const row = (editId: number, parentId: number | null) => ({
      editId,
      parentId,
      ...edit(String(editId), {}),
      madeAt: '',
    });
    const history = { edits: [row(1, null), row(2, 1), row(3, 1), row(4, 3)], headId: 4, tipId: 4 };
    expect(editsSince(history, null).map(({ title }) => title)).toEqual(['1', '3', '4']);
    expect(editsSince(history, 3).map(({ title }) => title)).toEqual(['4']);
    expect(() => editsSince(history, 2)).toThrow(/sinceEditId=2/);
  });
});
