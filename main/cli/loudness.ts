import type { Command } from 'commander';
import type { RawPcmFormat } from '../engine/audio/source.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import { LoudnessMeter } from '../engine/dsp/loudness.ts';
import { runBatch } from './batch/runBatch.ts';
import type { CliContext } from './cliContext.ts';
import { openInput } from './input/openInput.ts';
import { examples } from './options/examples.ts';
import { addRawOption, type RawOption } from './options/inputOptions.ts';
import { properties, warn } from './output/printResult.ts';

interface LoudnessOptions extends RawOption {
  readonly json?: boolean;
}

export function define(command: Command, context: CliContext): void {
  addRawOption(command)
    .argument('<file...>', 'recordings; - is stdin')
    .option('--json', 'JSON on stdout: one file gives an object, several an array')
    .addHelpText(
      'after',
      examples('phonoscope loudness programme.wav', 'phonoscope loudness --json *.flac > loudness.json'),
    )
    .action(async (files: string[], { raw, json = false }: LoudnessOptions) => {
      const describe = (measured: MeasuredFile) => loudnessText(measured) + (files.length > 1 ? '\n' : '');
      await runBatch({ inputs: files, json, context, describe }, (file, work) => measureFile(file, raw, work));
    });
}

type MeasuredFile = Awaited<ReturnType<typeof measureFile>>;

async function measureFile(input: string, raw: RawPcmFormat | undefined, { signal, onProgress }: WorkOptions) {
  const decoder = await openInput(input, { raw, signal });
  try {
    const meter = new LoudnessMeter(decoder.info.sampleRateHz, decoder.info.channels);
    let done = 0;
    for await (const { channels, nSamples } of decoder.blocks(signal === undefined ? {} : { signal })) {
      meter.add(channels);
      done += nSamples;
      onProgress?.({ done, total: decoder.info.nSamples, unit: 'samples', note: 'measuring' });
    }
    warn(input, decoder.info.warnings);
    return { input, ...meter.finish(), parameters: { standard: 'ITU-R BS.1770-4, EBU R 128', ...(raw && { raw }) } };
  } finally {
    await decoder.close();
  }
}

function loudnessText(measured: MeasuredFile): string {
  const level = (value: number | null, unit: string) => (value === null ? `−∞ ${unit}` : `${value.toFixed(1)} ${unit}`);
  return properties([
    ['file', measured.input],
    ['integrated', level(measured.integratedLufs, 'LUFS')],
    ['range', `${measured.loudnessRangeLu.toFixed(1)} LU`],
    ['true peak', level(measured.truePeakDbtp, 'dBTP')],
    ['momentary', `${level(measured.maxMomentaryLufs, 'LUFS')} at most`],
    ['short-term', `${level(measured.maxShortTermLufs, 'LUFS')} at most`],
  ]);
}
