import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAudioService } from '../../../../main/services/audio/createAudioService.ts';
import { createEffectsService } from '../../../../main/services/effects/createEffectsService.ts';
import { createJobRegistry } from '../../../../main/services/jobs/jobRegistry.ts';
import { createMacrosService } from '../../../../main/services/macros/createMacrosService.ts';
import { createFileRegistry } from '../../../../main/services/projects/fileRegistry.ts';
import type { MacroPlace, MacroStep } from '../../../../preload/contract/macros.ts';
import { wavBytes } from '../../../harness/audioStudio.ts';
import { readWav16 } from '../../../harness/readWav16.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';
import { editProject, renderTracks } from '../edits/editProject.ts';

const context = { signal: new AbortController().signal };

function macros(nSamples = 8000) {
  const project = editProject(nSamples);
  const { store, edits, documentId, trackIds } = project;
  const jobs = createJobRegistry({ onChange: () => undefined });
  const files = createFileRegistry();
  const audio = createAudioService({
    currentStore: () => store,
    jobs,
    cacheDir: temporaryFolder(),
    emit: () => undefined,
    onStructure: () => undefined,
  });
  const folder = join(temporaryFolder(), 'macros');
  const scratchFolder = temporaryFolder();
  const noteChange = () => undefined;
  const deps = { folder, scratchFolder, appVersion: '0', files, store: () => store, audio, edits, jobs, noteChange };
  const handlers = createMacrosService(deps);
  const effects = createEffectsService({ store: () => store, audio, edits, jobs, noteChange });
  const out = temporaryFolder();
  const folderId = files.register(out, 'folder');
  const text = (...steps: readonly MacroStep[]) =>
    JSON.stringify({ format: 'phonoscope-macro', version: 1, name: 'Test', steps });
  const run = async (
    steps: readonly MacroStep[],
    ripple: 'none' | 'track' | 'document' = 'document',
    which = [0, 1],
  ) => {
    const asked = { documentId, trackIds: which.map((i) => trackIds[i]!), ripple, text: text(...steps) };
    const { jobId } = await handlers['macros.run']({ ...asked, folderId, isReplacing: false }, context);
    return jobs.settled(jobId);
  };
  const runFiles = async (steps: readonly MacroStep[], paths: readonly string[], isReplacing = false) => {
    const fileIds = paths.map((path) => files.register(path, 'open'));
    const { jobId } = await handlers['macros.runFiles'](
      { fileIds, text: text(...steps), folderId, isReplacing },
      context,
    );
    return jobs.settled(jobId);
  };
  return { ...project, jobs, files, handlers, effects, out, folder, scratchFolder, text, run, runFiles };
}

const gain = (gainDb: number, on?: MacroPlace): MacroStep => ({
  do: 'effect',
  effect: { kind: 'gain', gainDb },
  ...(on === undefined ? {} : { on }),
});

describe('a macro on the open document', () => {
  it('is what its steps would be one after the other, is one edit, and is taken back whole', async () => {
    const project = macros();
    const before = renderTracks(project);
    const steps: MacroStep[] = [
      gain(-6),
      { do: 'delete', on: { startSec: 0.5, endSec: 0.75 } },
      { do: 'effect', effect: { kind: 'reverse' }, on: { startSec: -0.25 } },
      { do: 'insertSilence', atSec: 0.1, lengthSec: 0.05 },
    ];
    expect(await project.run(steps)).toMatchObject({ state: 'done', result: { editId: 1, notes: [] } });
    const after = renderTracks(project);

    const byHand = macros();
    const apply = async (effect: { kind: string }, startSample: number, endSample: number) => {
      const target = { documentId: byHand.documentId, trackIds: [...byHand.trackIds], startSample, endSample };
      const { jobId } = await byHand.effects['effects.apply']({ ...target, effect, ripple: 'document' }, context);
      await byHand.jobs.settled(jobId);
    };
    const trackIds = [...byHand.trackIds];
    await apply({ kind: 'gain', gainDb: -6 } as { kind: string }, 0, 8000);
    const ripple = 'document' as const;
    byHand.edits.apply(byHand.documentId, {
      kind: 'sound.delete',
      trackIds,
      startSample: 4000,
      endSample: 6000,
      ripple,
    });
    await apply({ kind: 'reverse' }, 4000, 6000);
    byHand.edits.apply(byHand.documentId, {
      kind: 'sound.insertSilence',
      trackIds,
      atSample: 800,
      lengthSamples: 400,
      ripple,
    });
    expect(after).toEqual(renderTracks(byHand));

    expect(project.store.check()).toEqual([]);
    expect(project.store.assets().every(({ state }) => state === 'ready')).toBe(true); // what came between is let go
    expect(project.store.undo(project.documentId)).toMatchObject({
      title: 'Macro “Test”',
      command: { kind: 'macro.run' },
    });
    expect(renderTracks(project)).toEqual(before);
    project.store.redo(project.documentId);
    expect(renderTracks(project)).toEqual(after);
  });

  it('acts on the intervals of a tier that match, whose labels move along', async () => {
    const project = macros();
    const { store, edits, documentId } = project;
    edits.apply(documentId, { kind: 'tier.add', name: 'words', tierKind: 'interval' });
    const tier = () => store.documentState(documentId).tiers[0]!;
    const items = [
      { startSample: 1000, endSample: 2000, label: 'um', attributes: null },
      { startSample: 3000, endSample: 4000, label: 'word', attributes: null },
      { startSample: 5000, endSample: 6000, label: 'um', attributes: null },
      { startSample: 6500, endSample: 7000, label: 'umbrella', attributes: null },
    ];
    edits.apply(documentId, { kind: 'tier.putItems', tierId: tier().tierId, items });
    const [dry] = renderTracks(project);
    await project.run([{ do: 'delete', on: { tier: 'words', matching: 'um' } }]);
    const [after] = renderTracks(project);
    expect(after).toEqual(
      Float32Array.of(...dry!.subarray(0, 1000), ...dry!.subarray(2000, 5000), ...dry!.subarray(6000)),
    );
    expect(tier().items).toMatchObject([
      { startSample: 2000, endSample: 3000, label: 'word' },
      { startSample: 4500, endSample: 5000, label: 'umbrella' },
    ]);
    const none = await project.run([{ do: 'delete', on: { tier: 'words', matching: 'absent' } }]);
    expect(none).toMatchObject({
      state: 'done',
      result: { editId: null, notes: ['steps[0]: no interval matches, nothing was done'] },
    });
    const wrong = await project.run([gain(-1), gain(-1, { tier: 'phones' })]);
    expect(wrong).toMatchObject({
      state: 'failed',
      error: { code: 'E_NOT_FOUND', message: /steps\[1\]: .*"phones"; there are: "words"/ },
    });
  });

  it('that fails leaves nothing, and says at which step', async () => {
    const project = macros();
    const before = renderTracks(project);
    const failed = await project.run([gain(-6), gain(-6, { startSec: 3 })]);
    expect(failed).toMatchObject({ state: 'failed', error: { message: /^steps\[1\]: 3 s to the end holds no sound/ } });
    expect(renderTracks(project)).toEqual(before);
    expect(project.store.assets()).toHaveLength(2);
    expect(project.store.editHistory(project.documentId).edits).toEqual([]);
  });

  it('keeps labels that were written while it ran', async () => {
    const project = macros();
    const { store, edits, documentId } = project;
    const running = project.run([gain(-6)]);
    edits.apply(documentId, { kind: 'tier.add', name: 'meanwhile', tierKind: 'interval' });
    expect(await running).toMatchObject({ state: 'done' });
    expect(store.documentState(documentId).tiers.map(({ name }) => name)).toEqual(['meanwhile']);
  });

  it('exports what is there at that step, and replaces nothing', async () => {
    const project = macros();
    const half = { startSec: 0, endSec: 0.5 };
    const first = { do: 'export', name: '{name} {n}', bits: '16', on: half } as const;
    expect(await project.run([first, { do: 'delete', on: half }, first])).toMatchObject({ result: { nOutputs: 2 } });
    expect(readdirSync(project.out).sort()).toEqual(['numbers 1.wav', 'numbers 2.wav']);
    const again = await project.run([first]);
    expect(again).toMatchObject({ state: 'failed', error: { message: /"numbers 1.wav" exists/ } });
  });
});

describe('a macro on many files', () => {
  it('does each on its own, tells each failure, and stops for none', async () => {
    const project = macros();
    const inputs = temporaryFolder();
    const path = (name: string) => join(inputs, name);
    const sound = Float32Array.from({ length: 4000 }, (_, n) => 0.25 * Math.sin(n / 10));
    writeFileSync(path('one.wav'), wavBytes([sound], { sampleRateHz: 8000 }));
    writeFileSync(path('broken.wav'), 'no sound');
    writeFileSync(path('two.wav'), wavBytes([sound.subarray(0, 2000)], { sampleRateHz: 16_000 }));
    const paths = ['one.wav', 'broken.wav', 'gone.wav', 'two.wav'].map(path);
    const steps: MacroStep[] = [{ do: 'effect', effect: { kind: 'normalizePeak', targetDb: -20, isLinked: true } }];
    const job = await project.runFiles([...steps, { do: 'export', name: '{name}', bits: '16' }], paths);
    expect(job).toMatchObject({ state: 'done', kind: 'macro', result: { nDone: 2, nOutputs: 2 } });
    expect(job.result!['failed']).toMatchObject([{ name: 'broken.wav' }, { name: 'gone.wav' }]);
    expect(readdirSync(project.out).sort()).toEqual(['one.wav', 'two.wav']);
    const { x } = readWav16(new URL(`file://${join(project.out, 'two.wav')}`));
    expect(x).toHaveLength(2000);
    const bytes = readFileSync(join(project.out, 'two.wav'));
    expect(bytes.readUInt32LE(bytes.indexOf('fmt ') + 12)).toBe(16_000);
    expect(Math.max(...x.map(Math.abs))).toBeCloseTo(0.1, 3);
    expect(readdirSync(project.scratchFolder)).toEqual([]);

    // Never overwritten unless that is asked for, and never an input.
    const written = readFileSync(join(project.out, 'one.wav'));
    expect(await project.runFiles([gain(-3)], [path('one.wav')])).toMatchObject({
      result: { nDone: 0, failed: [{ message: /exists/ }] },
    });
    expect(readFileSync(join(project.out, 'one.wav'))).toEqual(written);
    expect(await project.runFiles([gain(-3)], [path('one.wav')], true)).toMatchObject({ result: { nDone: 1 } });
    expect(readFileSync(join(project.out, 'one.wav'))).not.toEqual(written);
    const self = await project.runFiles([gain(-3)], [join(project.out, 'one.wav')], true);
    expect(self).toMatchObject({ result: { failed: [{ message: /is an input itself/ }] } });
  });

  it('takes the labels beside a file, and writes them as they have moved', async () => {
    const project = macros();
    const inputs = temporaryFolder();
    const sound = Float32Array.from({ length: 8000 }, () => 0.1);
    writeFileSync(join(inputs, 'talk.wav'), wavBytes([sound], { sampleRateHz: 8000 }));
    const grid = [
      'File type = "ooTextFile"',
      'Object class = "TextGrid"',
      '',
      '0 1 <exists> 1',
      '"IntervalTier" "words" 0 1 3',
    ];
    writeFileSync(join(inputs, 'talk.TextGrid'), [...grid, '0 0.25 ""', '0.25 0.5 "um"', '0.5 1 "yes"', ''].join('\n'));
    const job = await project.runFiles(
      [{ do: 'delete', on: { tier: 'words', matching: 'um' } }],
      [join(inputs, 'talk.wav')],
    );
    expect(job).toMatchObject({ result: { nDone: 1, nOutputs: 2, failed: [] } });
    expect(readFileSync(join(project.out, 'talk.TextGrid'), 'utf8')).toMatch(
      /xmin = 0.25\s+xmax = 0.75\s+text = "yes"/,
    );
  });
});

describe('macros of the profile', () => {
  it('are saved, listed by name, changed, taken away; what is wrong is refused', async () => {
    const { handlers, text, folder } = macros();
    const call = <K extends keyof typeof handlers>(name: K, input: Parameters<(typeof handlers)[K]>[0]) =>
      (handlers[name] as (asked: unknown, c: unknown) => unknown)(input, context) as Promise<never>;
    expect(await call('macros.list', {})).toEqual([]);
    const made = (await call('macros.save', { macroId: null, text: text(gain(-1)) })) as { macroId: string };
    const other = text(gain(-2)).replace('"Test"', '"Another"');
    await call('macros.save', { macroId: null, text: other });
    expect(((await call('macros.list', {})) as { name: string }[]).map(({ name }) => name)).toEqual([
      'Another',
      'Test',
    ]);
    await call('macros.save', { macroId: made.macroId, text: text(gain(-4)).replace('"Test"', '"Zoo"') });
    expect(((await call('macros.list', {})) as { name: string }[]).map(({ name }) => name)).toEqual(['Another', 'Zoo']);
    await expect(call('macros.save', { macroId: null, text: '{' })).rejects.toMatchObject({ code: 'E_PARAM' });
    await expect(call('macros.remove', { macroId: '../../etc/passwd' })).rejects.toMatchObject({ code: 'E_NOT_FOUND' });
    writeFileSync(join(folder, `${made.macroId}.json`), '{"steps": []}');
    expect(await call('macros.list', {})).toContainEqual(
      expect.objectContaining({ problem: expect.stringContaining('format') }),
    );
    await call('macros.remove', { macroId: made.macroId });
    expect(existsSync(join(folder, `${made.macroId}.json`))).toBe(false);
  });
});
