import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../main/engine/core/errors.ts';
import { openProjectStore } from '../../../../main/store/openProjectStore.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';
import { context, studio, projectFile } from './projectStudio.ts';

describe('the working copy of a project that cannot be written', () => {
  const readOnlyStudio = (path: string, userDataDir = temporaryFolder()) =>
    studio(userDataDir, {
      openStore: (wanted) => {
        if (wanted === path) throw new EngineError('E_PERMISSION', `${path}: the file system is read-only`);
        return openProjectStore(wanted);
      },
    });

  it('goes when it holds nothing new, however often and however it was looked at', async () => {
    const path = projectFile();
    const { service, open, close, drafts, handlers } = readOnlyStudio(path);
    for (let i = 0; i < 3; i++) {
      await open(path);
      service.store().setViewState({ zoom: i });
      await close();
      expect(drafts()).toEqual([]);
    }
    expect(await handlers['projects.recent']({}, context)).toEqual([]);
  });

  it('stays when it holds something new', async () => {
    const path = projectFile();
    const { service, open, close, drafts } = readOnlyStudio(path);
    await open(path);
    const [document] = service.store().documents();
    service.store().renameDocument(document!.documentId, 'mine');
    await close();
    expect(drafts().filter((name) => name.endsWith('.phono'))).toHaveLength(1);
  });

  it('goes at the next start when the last session ended with it open, unless it is opened again', async () => {
    const path = projectFile();
    const first = readOnlyStudio(path);
    await first.open(path);
    await first.service.shutdown();
    expect(first.drafts().some((name) => name.endsWith('.phono'))).toBe(true);

    const again = readOnlyStudio(path, first.userDataDir);
    await again.service.restore({ reopenLast: true });
    expect(again.service.info()?.documents).toHaveLength(1);
    await again.service.shutdown();

    const last = readOnlyStudio(path, first.userDataDir);
    await last.service.restore({ reopenLast: false });
    expect(last.service.info()).toBeNull();
    expect(last.drafts()).toEqual([]);
    expect(await last.handlers['projects.recent']({}, context)).toEqual([]);
  });
});
