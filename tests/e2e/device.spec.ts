/** Spectra on a graphics card, where there is none: through Vulkan in software, which Electron brings along, or not at all. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { decodeNpy } from '../../main/engine/core/npy.ts';
import { distOf, resolveElectron } from '../../scripts/runtime/resolveElectron.ts';
import { launchApp } from '../harness/launchApp.ts';
import { phonoscope } from '../harness/phonoscope.ts';
import { choose, notices, typeInto, waitForRecording } from '../harness/studioPage.ts';
import { mixed, monoWav, toneSamples } from '../harness/testSounds.ts';

const tone = (frequencyHz: number, levelDb: number) =>
  toneSamples({ frequencyHz, levelDb }, { sampleRateHz: 16_000, durationSec: 0.6 });

async function readValues(path: string): Promise<Float32Array> {
  const { data } = decodeNpy(await readFile(path));
  return data as Float32Array;
}

test.describe('with Vulkan in software', () => {
  test.skip(process.platform !== 'linux', 'the software driver is found by its path on Linux');

  const runs = [
    { name: 'mel', options: ['--preset', 'whisper'] },
    { name: 'stft', options: ['--n-fft', '512', '--hop', '200', '--output', 'magnitude'] },
  ];
  for (const { name, options } of runs) {
    test(`${name} on a device agrees with the processor to 1e-4`, async () => {
      const dist = distOf(await resolveElectron());
      const env = { VK_ICD_FILENAMES: join(dist, 'vk_swiftshader_icd.json'), LD_LIBRARY_PATH: dist };
      const sound = test.info().outputPath('tones.wav');
      await writeFile(sound, monoWav(mixed(tone(440, -6), tone(2300, -30)), 16_000));
      const compute = async (device: string) => {
        const out = test.info().outputPath(`${device}.npy`);
        const { code, stderr } = await phonoscope([name, sound, ...options, '--device', device, '-o', out], { env });
        expect(code, stderr).toBe(0);
        expect(stderr).not.toContain('computed on the processor');
        return readValues(out);
      };
      const [onDevice, onProcessor] = [await compute('gpu'), await compute('cpu')];
      expect(onDevice.length).toBe(onProcessor.length);
      const greatest = onProcessor.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const difference = onDevice.reduce((most, value, i) => Math.max(most, Math.abs(value - onProcessor[i]!)), 0);
      expect(difference / greatest).toBeLessThan(1e-4);
      expect(difference).toBeGreaterThan(0); // the same bits would be the same place
    });
  }
});

test('a graphics card that is not there is said, and the processor draws', async () => {
  const launched = await launchApp({ env: { VK_ICD_FILENAMES: '/nowhere.json', VK_DRIVER_FILES: '/nowhere.json' } });
  const { window } = launched;
  try {
    await waitForRecording(window, 'jfk.flac');
    await window.keyboard.press('Control+;');
    await choose(window, 'setting-spectralDevice', 'gpu');
    await window.getByRole('tab', { name: 'Inspector' }).click();
    await typeInto(window, 'spectrogram-hop-length', '200');
    await expect(notices(window)).toContainText('Spectra are computed on the processor');
    await expect(notices(window)).toContainText('webgpu');
    await expect(notices(window)).toHaveCount(1); // said once, though every tile asks
  } finally {
    await launched.close();
  }
});
