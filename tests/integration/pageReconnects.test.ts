import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeStudio, settled, wireError, type FakeStudio } from '../harness/fakeStudio.ts';

const fake = vi.hoisted((): { current: FakeStudio | null } => ({ current: null }));
vi.mock('../../renderer/client/studio.ts', () => {
  const created = createFakeStudio();
  fake.current = created;
  return created.module;
});

const { getTierItems, useTiers } = await import('../../renderer/client/tiers.ts');
const { useJobs, whenOver } = await import('../../renderer/client/jobs.ts');
const { openFiles, useUnrecognised } = await import('../../renderer/client/openFiles.ts');
const { changeSettings, useSettings } = await import('../../renderer/client/settings.ts');
const { useProject } = await import('../../renderer/client/project.ts');
const { notify, useNotices } = await import('../../renderer/state/notices.ts');
if (fake.current === null) throw new Error('studio.ts was not mocked');
const host = fake.current;

const item = { itemId: 'i', startSample: 0, endSample: 10, label: 'a' };
const lost = () => Promise.reject(wireError('E_ENGINE_LOST'));

beforeEach(() => {
  useNotices.setState({ notices: [] });
  useTiers.setState({ items: {} });
  host.answers['jobs.list'] = () => [];
  host.answers['projects.get'] = () => null;
  host.answers['settings.get'] = () => useSettings.getState().settings;
});

describe('tiers when the host is lost', () => {
  it('a tier that was being read is read from the next host', async () => {
    host.answers['tiers.items'] = lost;
    await expect(getTierItems('t')).rejects.toThrow('E_ENGINE_LOST');
    host.emit({ kind: 'tier.changed', tierId: 't' }); // asked again, lost again
    await settled();
    host.answers['tiers.items'] = () => [item];
    host.connect('ready');
    await settled();
    expect(useTiers.getState().items['t']).toEqual([item]);
    expect(useNotices.getState().notices).toEqual([]);
  });

  it('a tier that cannot be read is told, one that is gone is dropped in silence', async () => {
    host.answers['tiers.items'] = () => [item];
    await getTierItems('t');
    host.answers['tiers.items'] = () => Promise.reject(wireError('E_NOT_FOUND'));
    host.emit({ kind: 'tier.changed', tierId: 't' });
    await settled();
    expect(useTiers.getState().items).toEqual({});
    expect(useNotices.getState().notices).toEqual([]);
    host.answers['tiers.items'] = () => [item];
    await getTierItems('t');
    host.answers['tiers.items'] = () => Promise.reject(wireError('E_IO'));
    host.emit({ kind: 'tier.changed', tierId: 't' });
    await settled();
    expect(useNotices.getState().notices).toMatchObject([{ title: 'Read a tier', code: 'E_IO' }]);
  });

  it('items of a project that is closed are forgotten', async () => {
    host.answers['tiers.items'] = () => [item];
    const tiers = [{ tierId: 't' }];
    useProject.setState({ project: { projectId: 'p', documents: [{ documentId: 'd', tiers, tracks: [] }] } as never });
    await getTierItems('t');
    host.emit({ kind: 'project.changed', project: null });
    expect(useTiers.getState().items).toEqual({});
  });
});

describe('jobs when the host is lost', () => {
  it('who waits for a job hears that it ended with its host', async () => {
    useJobs.setState({ jobs: [{ jobId: 'j', state: 'running' } as never] });
    const over = whenOver('j');
    host.connect('lost');
    await expect(over).resolves.toBeNull();
  });
});

describe('files that are not recognised', () => {
  it('are offered in the order they were opened in, whichever was refused first', async () => {
    host.answers['projects.openFiles'] = () => ({ jobIds: ['j1', 'j2'] });
    await openFiles(['f1', 'f2']);
    const error = { code: 'E_FORMAT', message: 'no header', details: { isUnknownFormat: true } };
    const refused = (jobId: string, title: string) => ({ jobId, title, state: 'failed', error }) as never;
    host.emit({ kind: 'jobs.changed', jobs: [refused('j2', 'Import second.raw')] });
    await settled();
    host.emit({ kind: 'jobs.changed', jobs: [refused('j1', 'Import first.raw')] });
    await settled();
    expect(useUnrecognised.getState().files.map(({ title }) => title)).toEqual(['first.raw', 'second.raw']);
  });
});

describe('notices', () => {
  it('what is told already is not told twice, even with another between', () => {
    notify('error', 'A', 'one');
    notify('error', 'B', 'two');
    notify('error', 'A', 'one');
    expect(useNotices.getState().notices.map(({ title }) => title)).toEqual(['A', 'B']);
  });
});

describe('settings', () => {
  it('a change that is refused is taken back', async () => {
    host.answers['settings.set'] = () => Promise.reject(wireError('E_IO'));
    const changed = changeSettings({ timeFormat: 'samples' });
    expect(useSettings.getState().settings.timeFormat).toBe('samples');
    await expect(changed).rejects.toThrow('E_IO');
    expect(useSettings.getState().settings.timeFormat).toBe('hms');
  });

  it('the answer to an earlier change does not undo a later one on the screen', async () => {
    const before = useSettings.getState().settings;
    let finishFirst: (value: unknown) => void = () => undefined;
    host.answers['settings.set'] = () => new Promise((resolve) => (finishFirst = resolve));
    const first = changeSettings({ theme: 'light' });
    await settled();
    host.answers['settings.set'] = () => new Promise(() => undefined);
    void changeSettings({ timeFormat: 'frames' });
    finishFirst({ ...before, theme: 'light' });
    await first;
    expect(useSettings.getState().settings).toMatchObject({ theme: 'light', timeFormat: 'frames' });
  });
});
