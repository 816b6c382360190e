import { constants } from 'node:os';
import { expect, it } from 'vitest';
import { storeError } from '../../../main/store/sqliteErrors.ts';

const systemError = (code: string, errno: number) => Object.assign(new Error(`${code}: write`), { code, errno });

it('a quota that is used up is a full disk, though Node has no name for it', () => {
  const { EDQUOT, ENOSPC } = constants.errno;
  const error = storeError(systemError(`Unknown system error -${EDQUOT}`, -EDQUOT), '/a.take');
  expect(error).toMatchObject({ code: 'E_DISK_FULL', message: '/a.take: the disk quota is used up' });
  expect(storeError(systemError('ENOSPC', -ENOSPC), '/a.take').code).toBe('E_DISK_FULL');
  expect(storeError(systemError('Unknown system error -9999', -9999), '/a.take').code).toBe('E_IO');
});
