import { existsSync, mkdirSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createJobRegistry } from '../../../../main/services/jobs/jobRegistry.ts';
import { createRescueService } from '../../../../main/services/projects/rescue/createRescueService.ts';
import type { RescueReport } from '../../../../preload/contract/rescue.ts';
import { addRecording, newStore, temporaryFolder } from '../../store/projectFixture.ts';
import { context, draftNames, studio } from './projectStudio.ts';

/** Two recordings and no end: the blocks of the second lie there. */
function damagedFile(): string {
  const store = newStore(join(temporaryFolder(), 'interview.phono'));
  addRecording(store, 'first.wav');
  addRecording(store, 'second.wav');
  const { filePath } = store;
  store.close();
  truncateSync(filePath, Math.round(readFileSync(filePath).length * 0.6));
  return filePath;
}

function rescue() {
  const projects = studio();
  const jobs = createJobRegistry({ onChange: () => undefined });
  const folder = temporaryFolder();
  const service = createRescueService({
    ...{ userDataDir: projects.userDataDir, appVersion: '0.1.0', files: projects.files, jobs },
    openAsDraft: projects.service.openAsDraft,
  });
  const examine = async (path: string) => {
    const { jobId } = await service.handlers['rescue.examine'](
      { fileId: projects.files.register(path, 'open') },
      context,
    );
    const job = await jobs.settled(jobId);
    return { job, report: job.result as unknown as RescueReport };
  };
  return { ...projects, rescue: service, jobs, examine, folder };
}

describe('a damaged project', () => {
  it('is refused with its handle, and what is left of it is told exactly; it is never written', async () => {
    const path = damagedFile();
    const before = readFileSync(path);
    const { open, files, examine, rescue: service, userDataDir } = rescue();
    const refused = await Promise.resolve(open(path)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'E_PROJECT_CORRUPT', details: { name: 'interview.phono' } });
    const { fileId } = (refused as { details: { fileId: string } }).details;
    expect(files.resolve(fileId, 'open')).toBe(path);

    const { report } = await examine(path);
    expect(report).toMatchObject({ name: 'interview.phono', documents: expect.any(Number) });
    expect(report.lost[0]).toMatch(/^The end of the file is missing: \d+ bytes are left\.$/);
    expect(report.lost.length).toBeGreaterThan(1);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(userDataDir, 'rescued'))).toEqual([`${report.rescueId}.phono`]);
    await service.handlers['rescue.discard']({ rescueId: report.rescueId }, context);
    expect(readdirSync(join(userDataDir, 'rescued'))).toEqual([]);
    expect(basename(path)).toBe('interview.phono');
  });

  it('opens as a draft that says what is lost and is kept when it is closed', async () => {
    const path = damagedFile();
    const { service, close, examine, rescue: rescued, userDataDir } = rescue();
    const { report } = await examine(path);
    await rescued.handlers['rescue.open']({ rescueId: report.rescueId }, context);
    expect(service.info()).toMatchObject({ name: 'interview (rescued)', filePath: null });
    expect(service.info()?.recovered).toContain(report.lost[1]);
    expect(service.store().check()).toEqual([]);
    await close();
    expect(draftNames(userDataDir).filter((name) => name.endsWith('.phono'))).toHaveLength(1);
  });

  it('gives its sound as WAV files, beside what is there already', async () => {
    const { files, jobs, folder, examine, rescue: service } = rescue();
    const { report } = await examine(damagedFile());
    writeFileSync(join(folder, 'first.wav'), 'mine');
    const folderId = files.register(folder, 'folder');
    const { jobId } = await service.handlers['rescue.exportSound']({ rescueId: report.rescueId, folderId }, context);
    expect(await jobs.settled(jobId)).toMatchObject({ state: 'done', result: { files: report.recordings } });
    expect(readFileSync(join(folder, 'first.wav'), 'utf8')).toBe('mine');
    expect(readdirSync(folder).sort()[0]).toBe('first 2.wav');
    expect(readFileSync(join(folder, 'first 2.wav')).toString('latin1', 0, 4)).toBe('RIFF');
  });

  it('of which nothing is left says so, and leaves nothing behind', async () => {
    const path = join(temporaryFolder(), 'gone.phono');
    writeFileSync(path, 'nonsense');
    const { open, examine, userDataDir } = rescue();
    await expect(open(path)).rejects.toMatchObject({ code: 'E_FORMAT', details: { name: 'gone.phono' } });
    const { job } = await examine(path);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'E_PROJECT_CORRUPT' } });
    expect(readdirSync(join(userDataDir, 'rescued'))).toEqual([]);
  });

  it('what a killed process left of looking at one goes when the next is looked at', async () => {
    const { examine, userDataDir } = rescue();
    mkdirSync(join(userDataDir, 'rescued'));
    writeFileSync(join(userDataDir, 'rescued', 'old.phono'), 'x');
    await examine(damagedFile());
    expect(existsSync(join(userDataDir, 'rescued', 'old.phono'))).toBe(false);
  });
});

it('what was open last and is damaged is told when the host starts, once', async () => {
  const path = damagedFile();
  const first = studio();
  writeFileSync(join(first.userDataDir, 'session.json'), JSON.stringify({ path }));
  await first.service.restore({ reopenLast: true });
  const told = () => first.handlers['projects.refusedAtStart']({}, context);
  expect(await told()).toMatchObject({ code: 'E_PROJECT_CORRUPT', details: { name: 'interview.phono' } });
  expect(await told()).toBeNull();
});
