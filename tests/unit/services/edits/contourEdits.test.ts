/** Corrections by hand as edits: named, taken back and made again, in their order, and moved with the sound. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContourCorrection } from '../../../../preload/contract/contours.ts';
import { editCommandSchema, type EditCommand } from '../../../../preload/contract/edits.ts';
import { describeSource } from '../../../../main/services/contours/describeSource.ts';
import { revisionOf } from '../../../../main/services/contours/storedCorrections.ts';
import { openProjectStore } from '../../../../main/store/openProjectStore.ts';
import { editProject, sampleRateHz } from './editProject.ts';

const nSamples = 4000;

function corrected() {
  const project = editProject(nSamples);
  const { store, edits, documentId, trackIds } = project;
  const trackId = trackIds[0]!;
  return {
    ...project,
    trackId,
    correct: (...corrections: ContourCorrection[]) =>
      edits.apply(documentId, { kind: 'contour.correct', trackId, channel: 0, corrections }),
    reset: (which: 'pitch' | 'pulses', span: { startSample: number; endSample: number } | null = null) =>
      edits.apply(documentId, { kind: 'contour.reset', trackId, channel: 0, which, span }),
    editsNow: () => describeSource(store, `${trackId}@now`, 0).edits,
    titles: () => store.editHistory(documentId).edits.map(({ title }) => title),
  };
}

describe('corrections by hand', () => {
  it('are replayed in the order in which they were made, whatever their place', () => {
    const { correct, editsNow } = corrected();
    correct({ kind: 'unvoice', startSample: 800, endSample: 1600 });
    correct({ kind: 'choose', atSample: 80, hz: 120 }, { kind: 'choose', atSample: 160, hz: 130 });
    correct({ kind: 'voice', startSample: 400, endSample: 1200 });
    expect(editsNow()).toEqual([
      { kind: 'unvoice', fromSec: 0.1, toSec: 0.2 },
      { kind: 'choose', timeSec: 0.01, hz: 120 },
      { kind: 'choose', timeSec: 0.02, hz: 130 },
      { kind: 'voice', fromSec: 0.05, toSec: 0.15 },
    ]);
  });

  it('say what they do', () => {
    const { correct, reset, titles } = corrected();
    correct({ kind: 'octaveUp', startSample: 800, endSample: 1760 });
    correct({ kind: 'unvoice', startSample: 0, endSample: 80 });
    correct({ kind: 'choose', atSample: 800, hz: 123.45 });
    correct({ kind: 'choose', atSample: 800, hz: 99 }, { kind: 'choose', atSample: 1600, hz: 98 });
    correct({ kind: 'addPulse', atSample: 1000, fraction: 0.25 });
    correct({ kind: 'removePulse', atSample: 1000 }, { kind: 'addPulse', atSample: 1008, fraction: 0 });
    correct({ kind: 'removePulse', atSample: 1000 }, { kind: 'removePulse', atSample: 1008 });
    reset('pitch', { startSample: 800, endSample: 1600 });
    reset('pulses');
    expect(titles()).toEqual([
      'Octave up 0.120 s',
      'Unvoice 0.010 s',
      'Pitch 123.5 Hz at 0.100 s',
      'Draw pitch over 0.100 s',
      'Add pulse at 0.125 s',
      'Move pulse to 0.126 s',
      'Remove 2 pulses',
      'Reset pitch in 0.100 s',
      'Reset pulses',
    ]);
  });

  it('a frame that is chosen again holds one choice, the last', () => {
    const { correct, editsNow } = corrected();
    correct({ kind: 'choose', atSample: 80, hz: 120 });
    correct({ kind: 'choose', atSample: 80, hz: 240 });
    expect(editsNow()).toEqual([{ kind: 'choose', timeSec: 0.01, hz: 240 }]);
  });

  it('are reset by kind, and within a span only there', () => {
    const { correct, reset, editsNow } = corrected();
    correct({ kind: 'unvoice', startSample: 800, endSample: 2400 });
    correct({ kind: 'choose', atSample: 1600, hz: 120 });
    correct({ kind: 'addPulse', atSample: 1600, fraction: 0.5 });
    reset('pitch', { startSample: 1200, endSample: 2000 });
    expect(editsNow()).toEqual([
      { kind: 'unvoice', fromSec: 0.1, toSec: 0.15 },
      { kind: 'unvoice', fromSec: 0.25, toSec: 0.3 },
      { kind: 'addPulse', timeSec: 1600.5 / sampleRateHz },
    ]);
    reset('pulses');
    expect(editsNow()).toHaveLength(2);
    reset('pitch');
    expect(editsNow()).toEqual([]);
    expect(reset('pitch').editId).toBeNull(); // there is nothing left to reset
  });

  it('belong to one channel of one track', () => {
    const { correct, edits, documentId, trackIds, store, trackId } = corrected();
    correct({ kind: 'unvoice', startSample: 0, endSample: 80 });
    expect(describeSource(store, `${trackId}@now`, 1).edits).toEqual([]);
    expect(describeSource(store, `${trackIds[1]!}@now`, 0).edits).toEqual([]);
    expect(describeSource(store, `${documentId}@mix`, 0).edits).toEqual([]);
    const corrections: ContourCorrection[] = [{ kind: 'unvoice', startSample: 0, endSample: 80 }];
    expect(() => edits.apply(documentId, { kind: 'contour.correct', trackId, channel: 1, corrections })).toThrow(
      /channel=1 must be from 0 to 0/,
    );
  });

  it('refuse what is no stretch, and more than a gesture can hold', () => {
    const { correct } = corrected();
    expect(() => correct({ kind: 'voice', startSample: 80, endSample: 80 })).toThrow(/endSample=80 must lie after/);
    const refused = (corrections: unknown[]) =>
      !editCommandSchema.safeParse({ kind: 'contour.correct', trackId: 't', channel: 0, corrections }).success;
    expect(refused([])).toBe(true);
    expect(refused([{ kind: 'choose', atSample: 1.5, hz: 100 }])).toBe(true);
    expect(refused([{ kind: 'choose', atSample: 1, hz: Number.NaN }])).toBe(true);
    expect(refused([{ kind: 'addPulse', atSample: 1, fraction: 2 }])).toBe(true);
  });

  it('an item of a project that is none is refused by name', () => {
    const { store, documentId, trackId } = corrected();
    store.editDocument(documentId, { title: 'foreign', command: null }, (document) => ({
      ...document,
      tracks: document.tracks.slice(0, 1).map((track) => ({
        ...track,
        items: [{ itemId: 'odd', kind: 'contour', startSample: 0, endSample: 8, payload: { kind: 'choose', hz: -1 } }],
      })),
    }));
    expect(() => describeSource(store, `${trackId}@now`, 0)).toThrow(/item odd must hold a correction/);
  });

  it('what is stored outlives closing, and its revision is equal for equal corrections only', () => {
    const { store, correct, editsNow, trackId } = corrected();
    expect(revisionOf(editsNow())).toBe('');
    correct({ kind: 'unvoice', startSample: 0, endSample: 80 });
    const one = editsNow();
    correct({ kind: 'addPulse', atSample: 1600, fraction: 0.5 });
    expect(revisionOf(editsNow())).not.toBe(revisionOf(one));
    const before = editsNow();
    store.close();
    const again = openProjectStore(store.filePath);
    expect(describeSource(again, `${trackId}@now`, 0).edits).toEqual(before);
    expect(revisionOf(describeSource(again, `${trackId}@now`, 0).edits)).toBe(revisionOf(before));
    again.close();
  });
});

describe('corrections go where their sound goes', () => {
  const point = { kind: 'choose', atSample: 1000, hz: 120 } as const;
  const stretch = { kind: 'unvoice', startSample: 800, endSample: 1200 } as const;
  const span = { startSample: 900, endSample: 1100 };
  const placed = () => {
    const project = corrected();
    const { edits, documentId, trackId, editsNow, store } = project;
    project.correct(stretch, point);
    return {
      ...project,
      apply: (command: EditCommand) => edits.apply(documentId, command),
      /** In samples: a stretch as from–to, a moment as its place. */
      places: (id = trackId) =>
        (id === trackId ? editsNow() : describeSource(store, `${id}@now`, 0).edits)
          .map((edit) => ('timeSec' in edit ? [edit.timeSec] : [edit.fromSec, edit.toSec]))
          .map((times) => times.map((sec) => Math.round(sec * sampleRateHz)).join('–'))
          .sort((a, b) => parseInt(a, 10) - parseInt(b, 10)),
      clipIds: () => store.documentState(documentId).tracks[0]!.clips.map(({ clipId }) => clipId),
    };
  };

  it('silenced sound has none', () => {
    const { apply, places, trackId } = placed();
    apply({ kind: 'sound.delete', trackIds: [trackId], ...span, ripple: 'none' });
    expect(places()).toEqual(['800–900', '1100–1200']);
  });

  it('what is trimmed away takes its own with it', () => {
    const { apply, places, trackId } = placed();
    apply({ kind: 'sound.trim', trackIds: [trackId], ...span });
    expect(places()).toEqual(['900–1100', '1000']);
  });

  it('cut and pasted elsewhere they are there', async () => {
    const { apply, places, trackId, trackIds, edits, documentId } = placed();
    await edits.handlers['edits.copy'](
      { documentId, trackIds: [trackId], ...span },
      { signal: new AbortController().signal },
    );
    apply({ kind: 'sound.delete', trackIds: [trackId], ...span, ripple: 'track' });
    apply({ kind: 'sound.paste', trackIds: [trackIds[1]!], atSample: 2000, mode: 'insert', ripple: 'track' });
    expect(places()).toEqual(['800–1000']);
    expect(places(trackIds[1])).toEqual(['2000–2200', '2100']);
    apply({ kind: 'sound.paste', trackIds: [trackId], atSample: 950, mode: 'overwrite', ripple: 'track' });
    expect(places()).toEqual(['800–950', '950–1150', '1050']);
  });

  it('repeated sound has them again', () => {
    const { apply, places, trackId } = placed();
    apply({ kind: 'sound.repeat', trackIds: [trackId], ...span, times: 2, ripple: 'none' });
    expect(places()).toEqual(['800–1100', '1000', '1100–1300', '1200', '1300–1500', '1400']);
  });

  it('reversed sound has them reversed', () => {
    const { apply, places, trackId } = placed();
    apply({ kind: 'sound.reverse', trackIds: [trackId], startSample: 900, endSample: 1500 });
    expect(places()).toEqual(['800–900', '1200–1500', '1399']);
  });

  it('bug: a moment at the first sample of a cut stayed behind, on other sound', async () => {
    const { apply, places, trackId, edits, documentId } = placed();
    const cut = { startSample: 1000, endSample: 2000 };
    const { signal } = new AbortController();
    await edits.handlers['edits.copy']({ documentId, trackIds: [trackId], ...cut }, { signal });
    apply({ kind: 'sound.delete', trackIds: [trackId], ...cut, ripple: 'track' });
    expect(places()).toEqual(['800–1000']);
    apply({ kind: 'sound.paste', trackIds: [trackId], atSample: 1000, mode: 'insert', ripple: 'track' });
    expect(places()).toEqual(['800–1000', '1000–1200', '1000']);
  });

  it('bug: reversing twice moved moments and pulses', () => {
    const { apply, correct, editsNow, reset, trackId } = placed();
    reset('pitch');
    correct({ kind: 'choose', atSample: 1000, hz: 200 }, { kind: 'choose', atSample: 1999, hz: 210 });
    correct({ kind: 'addPulse', atSample: 1500, fraction: 0.9 }, { kind: 'addPulse', atSample: 1000, fraction: 0 });
    const samples = () => editsNow().map((edit) => ('timeSec' in edit ? edit.timeSec * sampleRateHz : Number.NaN));
    const reverse = () => apply({ kind: 'sound.reverse', trackIds: [trackId], startSample: 1000, endSample: 2000 });
    const close = (values: number[]) => values.map((value) => expect.closeTo(value, 8) as number);
    reverse();
    expect(samples()).toEqual(close([1999, 1000, 2999 - 1500.9, 1999]));
    reverse();
    expect(samples()).toEqual(close([1000, 1999, 1500.9, 1000]));
  });

  it('a pulse behind the last sample of a reversed span stays in it, at sample 0 too', () => {
    const { apply, correct, editsNow, reset, trackId } = placed();
    reset('pitch');
    correct({ kind: 'addPulse', atSample: 99, fraction: 0.5 });
    apply({ kind: 'sound.reverse', trackIds: [trackId], startSample: 0, endSample: 100 });
    expect(editsNow()).toEqual([{ kind: 'addPulse', timeSec: 0 }]);
  });

  it('bug: a trimmed clip left the corrections of the sound that went, its own and its neighbour’s', () => {
    const { apply, places, trackId, clipIds } = placed();
    const trim = (startSample: number, endSample: number) =>
      apply({ kind: 'sound.trimClip', clipId: clipIds()[0]!, startSample, endSample });
    apply({ kind: 'sound.split', trackIds: [trackId], atSamples: [900] });
    trim(0, 1100);
    expect(places()).toEqual(['800–900', '1100–1200']);
    trim(850, 1150);
    expect(places()).toEqual(['850–900', '1150–1200']);
  });

  it('they move with their clip, also to another track', () => {
    const { apply, places, trackId, trackIds, clipIds } = placed();
    apply({ kind: 'sound.split', trackIds: [trackId], atSamples: [span.startSample, span.endSample] });
    const middle = clipIds()[1]!;
    apply({ kind: 'sound.moveClips', clipIds: [middle], bySamples: 2000, toTrackId: trackIds[1]! });
    expect(places()).toEqual(['800–900', '1100–1200']);
    expect(places(trackIds[1])).toEqual(['2900–3100', '3000']);
  });
});

const sample = fc.integer({ min: 0, max: nSamples - 1 });
const span = fc.tuple(sample, fc.integer({ min: 1, max: 800 })).map(([startSample, length]) => ({
  startSample,
  endSample: startSample + length,
}));
const correction: fc.Arbitrary<ContourCorrection> = fc.oneof(
  fc.record({ kind: fc.constant('choose' as const), atSample: sample, hz: fc.integer({ min: 60, max: 600 }) }),
  fc
    .tuple(fc.constantFrom('octaveUp' as const, 'octaveDown' as const, 'unvoice' as const, 'voice' as const), span)
    .map(([kind, at]) => ({ kind, ...at })),
  fc.record({
    kind: fc.constant('addPulse' as const),
    atSample: sample,
    fraction: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  fc.record({ kind: fc.constant('removePulse' as const), atSample: sample }),
);

const commands = (trackId: string): fc.Arbitrary<EditCommand> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .array(correction, { minLength: 1, maxLength: 4 })
        .map((corrections) => ({ kind: 'contour.correct' as const, trackId, channel: 0, corrections })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('pitch' as const, 'pulses' as const), fc.option(span))
        .map(([which, at]) => ({ kind: 'contour.reset' as const, trackId, channel: 0, which, span: at })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('sound.trim' as const, 'sound.reverse' as const), span)
        .map(([kind, at]) => ({ kind, trackIds: [trackId], ...at })),
    },
    {
      weight: 1,
      arbitrary: span.map((at) => ({
        kind: 'sound.repeat' as const,
        trackIds: [trackId],
        ...at,
        times: 2,
        ripple: 'none' as const,
      })),
    },
    {
      weight: 1,
      arbitrary: span.map((at) => ({
        kind: 'sound.delete' as const,
        trackIds: [trackId],
        ...at,
        ripple: 'track' as const,
      })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(sample, fc.integer({ min: 1, max: 400 })).map(([atSample, lengthSamples]) => ({
        kind: 'sound.insertSilence' as const,
        trackIds: [trackId],
        atSample,
        lengthSamples,
        ripple: 'document' as const,
      })),
    },
  );

it('any sequence of corrections and cuts is taken back to nothing and made again to the same', () => {
  const { store, edits, documentId, trackId, editsNow } = corrected();
  fc.assert(
    fc.property(fc.array(commands(trackId), { minLength: 1, maxLength: 8 }), (sequence) => {
      const before = store.documentState(documentId);
      const states = sequence.flatMap((command) =>
        edits.apply(documentId, command).editId === null ? [] : [store.documentState(documentId)],
      );
      const last = editsNow();
      for (let i = states.length - 1; i >= 0; i--) {
        expect(store.documentState(documentId)).toEqual(states[i]);
        store.undo(documentId);
      }
      expect(store.documentState(documentId)).toEqual(before);
      for (const state of states) {
        store.redo(documentId);
        expect(store.documentState(documentId)).toEqual(state);
      }
      expect(editsNow()).toEqual(last);
      for (const _ of states) store.undo(documentId);
    }),
    { numRuns: 40 },
  );
});

it('corrections move with the sound when time is inserted or cut before them, and keep their order', () => {
  const { edits, documentId, trackId, editsNow, store } = corrected();
  const behind = 1200;
  const moved = (bySamples: number) => (edit: ReturnType<typeof editsNow>[number]) => {
    const by = (sec: number) => expect.closeTo(sec + bySamples / sampleRateHz, 9) as number;
    return 'timeSec' in edit
      ? { ...edit, timeSec: by(edit.timeSec) }
      : { ...edit, fromSec: by(edit.fromSec), toSec: by(edit.toSec) };
  };
  const late = correction.map((c) =>
    'atSample' in c
      ? { ...c, atSample: c.atSample + behind }
      : { ...c, startSample: c.startSample + behind, endSample: c.endSample + behind },
  );
  fc.assert(
    fc.property(
      fc.array(late, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 0, max: behind }),
      fc.integer({ min: 1, max: behind }),
      (corrections, atSample, lengthSamples) => {
        edits.apply(documentId, { kind: 'contour.correct', trackId, channel: 0, corrections });
        const placed = editsNow();
        edits.apply(documentId, {
          kind: 'sound.insertSilence',
          trackIds: [trackId],
          atSample,
          lengthSamples,
          ripple: 'track',
        });
        expect(editsNow()).toEqual(placed.map(moved(lengthSamples)));
        store.undo(documentId);
        const startSample = Math.min(atSample, behind - 1);
        const endSample = Math.min(behind, startSample + lengthSamples);
        edits.apply(documentId, {
          kind: 'sound.delete',
          trackIds: [trackId],
          startSample,
          endSample,
          ripple: 'document',
        });
        expect(editsNow()).toEqual(placed.map(moved(startSample - endSample)));
        store.undo(documentId);
        store.undo(documentId);
        expect(editsNow()).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});
