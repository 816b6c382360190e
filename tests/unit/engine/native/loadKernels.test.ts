import { afterEach, expect, it, vi } from 'vitest';
import { kernels } from '../../../../main/engine/native/loadKernels.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const status = async () => (await import('../../../../main/engine/native/loadKernels.ts')).kernelStatus();

it('takes the best there is and names it', async () => {
  expect(await status()).toMatchObject({
    name: expect.stringMatching(/^(addon|wasm) \(/),
    problems: expect.any(Array),
  });
  expect(kernels()).not.toBeNull();
});

it.each([
  ['wasm', 'wasm (simd128)'],
  ['typescript', 'TypeScript'],
])('takes %s if PHONOSCOPE_KERNELS says so', async (asked, name) => {
  vi.stubEnv('PHONOSCOPE_KERNELS', asked);
  expect((await status()).name).toBe(name);
});

it('refuses an unknown name', async () => {
  vi.stubEnv('PHONOSCOPE_KERNELS', 'gpu');
  await expect(status()).rejects.toMatchObject({
    code: 'E_PARAM',
    message: 'PHONOSCOPE_KERNELS=gpu must be addon, wasm, typescript',
  });
});

it('falls back to WASM if the addon does not load, and says why', async () => {
  vi.stubEnv('PHONOSCOPE_ADDON', '/nowhere/phonoscope.node');
  expect(await status()).toMatchObject({
    name: 'wasm (simd128)',
    problems: [expect.stringContaining('/nowhere/phonoscope.node')],
  });
});
