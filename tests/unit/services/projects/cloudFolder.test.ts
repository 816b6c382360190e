import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cloudFolderOf } from '../../../../main/services/projects/cloudFolder.ts';
import { temporaryFolder } from '../../store/projectFixture.ts';
import { audioFile, studio } from './projectStudio.ts';

it.each([
  ['/home/ana/Dropbox/talks/a.phono', 'Dropbox'],
  ['/home/ana/Dropbox (Lab)/a.phono', 'Dropbox'],
  ['/Users/ana/OneDrive - Universität/a.phono', 'OneDrive'],
  ['/Users/ana/Library/Mobile Documents/com~apple~CloudDocs/a.phono', 'iCloud Drive'],
  ['/Users/ana/Library/CloudStorage/GoogleDrive-ana@example.org/My Drive/a.phono', 'Google Drive'],
  ['/home/ana/Dropbox.phono', null],
  ['/home/ana/box/a.phono', null],
  ['/home/ana/notes about Dropbox/a.phono', null],
])('%s', (path, service) => {
  expect(cloudFolderOf(path)).toBe(service);
});

it('the risk of a folder is told once, and not again in the next session', async () => {
  const folder = join(temporaryFolder(), 'Dropbox');
  mkdirSync(folder);
  const first = studio();
  const warnings = ({ events }: Pick<typeof first, 'events'>) =>
    events.flatMap((event) => (event.kind === 'warning' ? [event.message] : []));
  await first.open(audioFile());
  await first.saveTo(join(folder, 'a.phono'));
  expect(warnings(first)).toEqual([
    expect.stringMatching(/a\.phono lies in a folder of Dropbox.*one computer at a time/),
  ]);
  await first.saveTo(join(folder, 'b.phono'));
  await first.close();
  const second = studio(first.userDataDir);
  await second.open(join(folder, 'a.phono'));
  expect([...warnings(first), ...warnings(second)]).toHaveLength(1);
  await second.close();
});
