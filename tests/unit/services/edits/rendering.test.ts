/** Any sequence of edits sounds, sample for sample, as doing the same to plain arrays; and can be taken back. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EditCommand, EditCommandOf } from '../../../../preload/contract/edits.ts';
import { EngineError } from '../../../../main/engine/core/errors.ts';
import { openProjectStore } from '../../../../main/store/openProjectStore.ts';
import { editProject, renderTracks, type EditProject } from './editProject.ts';

type Sound = number[];

interface Model {
  tracks: Sound[];
  clipboard: Sound[] | null;
}

const pad = (x: Sound, length: number): Sound => [...x, ...new Array<number>(Math.max(0, length - x.length)).fill(0)];
/** Silence at the end is not there: a track ends with its last clip. */
const cut = (x: Sound, from: number, to: number): Sound => pad(x, to).slice(from, to);

function splice(x: Sound, at: number, remove: number, insert: Sound): Sound {
  const y = pad(x, at);
  return [...y.slice(0, at), ...insert, ...y.slice(at + remove)];
}

const exponential = (t: number) => (10 ** (3 * t) - 1) / 999;
const shapes = {
  linear: (t: number) => t,
  equalPower: (t: number) => Math.sin((Math.PI / 2) * t),
  exponential,
  logarithmic: (t: number) => 1 - exponential(1 - t),
  sCurve: (t: number) => 0.5 - 0.5 * Math.cos(Math.PI * t),
};

interface Naive {
  readonly command: Extract<EditCommand, { kind: `sound.${string}` }>;
  readonly which: readonly number[]; // tracks
}

function naive({ tracks, clipboard }: Model, { command, which }: Naive): Sound[] {
  const change = (work: (x: Sound, i: number) => Sound, all = false) =>
    tracks.map((x, i) => (all || which.includes(i) ? work(x, i) : x));
  switch (command.kind) {
    case 'sound.delete': {
      const { ripple } = command;
      if (ripple === 'none') return change((x) => x.map((value, n) => (isIn(command, n) ? 0 : value)));
      return change((x) => x.filter((_, n) => !isIn(command, n)), ripple === 'document');
    }
    case 'sound.trim':
      return change((x) => x.map((value, n) => (n >= command.startSample && n < command.endSample ? value : 0)));
    case 'sound.split':
    case 'sound.join':
      return tracks;
    case 'sound.insertSilence': {
      const silence = new Array<number>(command.lengthSamples).fill(0);
      return change((x) => splice(x, command.atSample, 0, silence), command.ripple === 'document');
    }
    case 'sound.repeat': {
      const { startSample: a, endSample: b, times, ripple } = command;
      const copies = (x: Sound) => Array.from({ length: times }, () => cut(x, a, b)).flat();
      if (ripple === 'none') return change((x) => splice(x, b, times * (b - a), copies(x)));
      return tracks.map((x, i) => {
        const isWanted = which.includes(i);
        if (!isWanted && ripple === 'track') return x;
        return splice(x, b, 0, isWanted ? copies(x) : new Array<number>(times * (b - a)).fill(0));
      });
    }
    case 'sound.reverse': {
      const reverse = (x: Sound, { startSample: a, endSample: b }: Span) => splice(x, a, b - a, cut(x, a, b).reverse());
      return change((x) => rangesOf(command).reduce(reverse, x));
    }
    case 'sound.gain':
      return change((x) => x.map((v, n) => (isIn(command, n) ? v * 10 ** (command.gainDb / 20) : v)));
    case 'sound.invert':
      return change((x) => x.map((v, n) => (isIn(command, n) ? -v : v)));
    case 'sound.paste': {
      const { atSample, mode } = command;
      if (clipboard === null) throw new Error('paste without a clipboard');
      const from = (i: number) => (clipboard.length === 1 ? clipboard[0]! : (clipboard[which.indexOf(i)] ?? []));
      const length = clipboard[0]!.length;
      if (mode === 'overwrite') return change((x, i) => splice(x, atSample, length, pad(from(i), length)));
      return tracks.map((x, i) => {
        if (!which.includes(i) && command.ripple === 'track') return x;
        return splice(x, atSample, 0, which.includes(i) ? pad(from(i), length) : new Array<number>(length).fill(0));
      });
    }
    case 'sound.trimClip':
    case 'sound.fadeClip':
    case 'sound.fade':
    case 'sound.moveClips':
      throw new Error(`${command.kind} has a test of its own`);
  }
}

interface Span {
  readonly startSample: number;
  readonly endSample: number;
}
type Ranges = Span & { readonly more?: readonly Span[] | undefined };

const rangesOf = ({ startSample, endSample, more = [] }: Ranges): Span[] => [{ startSample, endSample }, ...more];
const isIn = (ranges: Ranges, n: number) =>
  rangesOf(ranges).some(({ startSample, endSample }) => n >= startSample && n < endSample);

const place = fc.nat(600);
const span = fc
  .tuple(place, fc.integer({ min: 1, max: 200 }))
  .map(([startSample, length]) => ({ startSample, endSample: startSample + length }));
/** Up to four, apart from each other, in any order. */
const ranges = fc
  .tuple(
    place,
    fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 80 })), { minLength: 1, maxLength: 4 }),
    fc.nat(3),
  )
  .map(([from, parts, turn]): { startSample: number; endSample: number; more: Span[] } => {
    let at = from;
    const spans = parts.map(([gap, length]) => {
      const startSample = at + gap;
      at = startSample + length;
      return { startSample, endSample: at };
    });
    const first = turn % spans.length;
    return { ...spans[first]!, more: spans.filter((_, i) => i !== first) };
  });
const which = fc.constantFrom([0], [1], [0, 1]);
const ripple = fc.constantFrom('none' as const, 'track' as const, 'document' as const);
const closing = fc.constantFrom('track' as const, 'document' as const);

const command = fc.oneof(
  fc.record({ kind: fc.constant('sound.delete' as const), span: ranges, ripple }),
  fc.record({ kind: fc.constant('sound.trim' as const), span }),
  fc.record({ kind: fc.constant('sound.split' as const), atSamples: fc.array(place, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('sound.join' as const), span }),
  fc.record({
    kind: fc.constant('sound.insertSilence' as const),
    atSample: place,
    lengthSamples: fc.nat(50),
    ripple: closing,
  }),
  fc.record({ kind: fc.constant('sound.repeat' as const), span, times: fc.integer({ min: 1, max: 3 }), ripple }),
  fc.record({ kind: fc.constant('sound.reverse' as const), span: ranges }),
  fc.record({ kind: fc.constant('sound.gain' as const), span: ranges, gainDb: fc.integer({ min: -4, max: 4 }) }),
  fc.record({ kind: fc.constant('sound.invert' as const), span: ranges }),
  fc.record({
    kind: fc.constant('sound.paste' as const),
    atSample: place,
    mode: fc.constantFrom('insert' as const, 'overwrite' as const),
    ripple: closing,
  }),
);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ command, which }) },
  { weight: 2, arbitrary: fc.record({ copy: ranges, which }) },
  { weight: 1, arbitrary: fc.constant('undo and redo' as const) },
);

const trimmed = (x: ArrayLike<number>): number[] => {
  let end = x.length;
  while (end > 0 && x[end - 1] === 0) end--;
  return Array.from({ length: end }, (_, n) => x[n]!);
};

function expectSound(project: EditProject, model: Model): void {
  renderTracks(project).forEach((x, i) => {
    const [is, wanted] = [trimmed(x), trimmed(model.tracks[i]!.map(Math.fround))];
    expect(is.length).toBe(wanted.length);
    is.forEach((value, n) => {
      if (Math.abs(value - wanted[n]!) > 1e-6 * Math.abs(wanted[n]!))
        throw new Error(`track ${i}, sample ${n}: ${value} is not ${wanted[n]}`);
    });
  });
}

it('edits sound as they do to plain arrays', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      const project = editProject();
      const { store, edits, documentId, trackIds } = project;
      const first = renderTracks(project).map((x) => [...x]);
      const model: Model = { tracks: first, clipboard: null };
      for (const next of steps) {
        if (next === 'undo and redo') {
          const before = store.documentState(documentId);
          if (store.undo(documentId) !== null) store.redo(documentId);
          expect(store.documentState(documentId)).toEqual(before);
        } else if ('copy' in next) {
          const ids = next.which.map((i) => trackIds[i]!);
          void edits.handlers['edits.copy'](
            { documentId, trackIds: ids, ...next.copy },
            { signal: new AbortController().signal },
          );
          const inOrder = rangesOf(next.copy).sort((a, b) => a.startSample - b.startSample);
          model.clipboard = next.which.map((i) =>
            inOrder.flatMap(({ startSample, endSample }) => cut(model.tracks[i]!, startSample, endSample)),
          );
        } else {
          const { span: range, ...rest } = { span: undefined, ...next.command };
          const whole = { ...rest, ...range, trackIds: next.which.map((i) => trackIds[i]!) } as Naive['command'];
          const isRefused =
            whole.kind === 'sound.paste' &&
            (model.clipboard === null || (model.clipboard.length > 1 && model.clipboard.length > next.which.length));
          if (isRefused) expect(() => edits.apply(documentId, whole)).toThrow(EngineError);
          else {
            edits.apply(documentId, whole);
            model.tracks = naive(model, { command: whole, which: next.which });
          }
        }
        expectSound(project, model);
      }
      expect(store.check()).toEqual([]);
      while (store.undo(documentId) !== null);
      expectSound(project, { tracks: first, clipboard: null });
      while (store.redo(documentId) !== null);
      expectSound(project, model);
      const left = store.documentState(documentId);
      store.close();
      const again = openProjectStore(store.filePath);
      expect(again.documentState(documentId)).toEqual(left);
      while (again.undo(documentId) !== null);
      expectSound({ ...project, store: again }, { tracks: first, clipboard: null });
      again.close();
    }),
    { numRuns: 40 },
  );
});

it.each(['linear', 'equalPower', 'exponential', 'logarithmic', 'sCurve'] as const)(
  'a fade keeps its %s shape wherever it is cut',
  (shape) => {
    const project = editProject();
    const { edits, documentId, trackIds } = project;
    const fade = (direction: 'in' | 'out', startSample: number, endSample: number): EditCommandOf<'sound.fade'> => ({
      kind: 'sound.fade',
      trackIds: [trackIds[0]!],
      direction,
      shape,
      startSample,
      endSample,
    });
    const [dry] = renderTracks(project);
    edits.apply(documentId, fade('in', 0, 100));
    edits.apply(documentId, fade('out', 250, 400));
    const whole = renderTracks(project)[0]!;
    for (let n = 0; n < 400; n++) {
      const rising = n < 100 ? shapes[shape]((n + 0.5) / 100) : 1;
      const falling = n >= 250 ? shapes[shape]((399 - n + 0.5) / 150) : 1;
      expect(whole[n]).toBeCloseTo(dry![n]! * rising * falling, 9);
    }
    for (const atSample of [1, 37, 99, 251, 330])
      edits.apply(documentId, { kind: 'sound.split', trackIds: [trackIds[0]!], atSamples: [atSample] });
    expect(renderTracks(project)[0]).toEqual(whole);
    edits.apply(documentId, { kind: 'sound.reverse', trackIds: [trackIds[0]!], startSample: 0, endSample: 400 });
    expect(renderTracks(project)[0]).toEqual(whole.slice().reverse());
  },
);
