import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EditCommand } from '../../../../preload/contract/edits.ts';
import { documentInfo } from '../../../../main/services/projects/projectInfo.ts';
import { patchDocument } from '../../../../renderer/client/patchDocument.ts';
import { editProject } from './editProject.ts';

const command = (trackIds: string[]) =>
  fc
    .record({ kind: fc.nat(4), startSample: fc.nat(300), length: fc.integer({ min: 1, max: 90 }) })
    .map(({ kind, startSample, length }): EditCommand => {
      const span = { trackIds, startSample, endSample: startSample + length };
      if (kind === 0) return { kind: 'sound.delete', ...span, ripple: 'document' };
      if (kind === 1) return { kind: 'sound.repeat', ...span, times: 2, ripple: 'document' };
      if (kind === 2) return { kind: 'sound.fade', ...span, direction: 'out', shape: 'linear' };
      if (kind === 3) return { kind: 'sound.reverse', ...span };
      return { kind: 'track.add', name: 'new', channels: 1 };
    });

it('what the window is told of an edit makes of the document what it is now', () => {
  const { store, edits, documentId, trackIds, events } = editProject();
  const now = () => documentInfo(store.documents()[0]!);
  let shown = now();
  fc.assert(
    fc.property(command([trackIds[0]!]), fc.boolean(), (made, isUndone) => {
      events.length = 0;
      if (isUndone) void edits.handlers['edits.undo']({ documentId }, { signal: new AbortController().signal });
      else edits.apply(documentId, made);
      for (const event of events)
        if (event.kind === 'document.changed') {
          const next = patchDocument(shown, structuredClone(event.document));
          expect(next).not.toBeNull();
          shown = next ?? shown;
        }
      expect(shown).toEqual(now());
    }),
    { numRuns: 60 },
  );
});

it('a change of another state is not taken', () => {
  const { store, edits, documentId, trackIds, events } = editProject();
  const first = documentInfo(store.documents()[0]!);
  const gain: EditCommand = { kind: 'sound.reverse', trackIds: [trackIds[0]!], startSample: 0, endSample: 9 };
  edits.apply(documentId, gain);
  events.length = 0;
  edits.apply(documentId, { ...gain, endSample: 20 });
  const event = events.find(({ kind }) => kind === 'document.changed');
  if (event?.kind !== 'document.changed') throw new Error('nothing was told');
  expect(patchDocument(first, event.document)).toBeNull();
});
