import type { Command } from 'commander';
import type { WireErrorShape } from '../../preload/contract/errors.ts';
import type { RawPcmFormat } from '../engine/audio/source.ts';
import type { WorkOptions } from '../engine/core/progress.ts';
import { lowestRateHz } from '../engine/dsp/kWeighting.ts';
import { LoudnessMeter } from '../engine/dsp/loudness.ts';
import { createPcmHash } from '../services/audio/pcmHash.ts';
import type { CliContext } from './cliContext.ts';
import { runBatch } from './batch/runBatch.ts';
import { openInput } from './input/openInput.ts';
import { addRawOption, type RawOption } from './options/inputOptions.ts';
import { properties, warn } from './output/printResult.ts';
import { examples } from './options/examples.ts';

interface InfoOptions extends RawOption {
  readonly json?: boolean;
}

export function define(command: Command, context: CliContext): void {
  addRawOption(command)
    .argument('<file...>', 'recordings; - is stdin')
    .option('--json', 'JSON on stdout: one file gives an object, several an array')
    .addHelpText('after', examples('phonoscope info speech.flac', 'phonoscope info --json *.wav > corpus.json'))
    .action(async (files: string[], { raw, json = false }: InfoOptions) => {
      const describe = (info: FileInfo) => infoText(info) + (files.length > 1 ? '\n' : '');
      await runBatch({ inputs: files, json, context, describe }, (file, work) => fileInfo(file, raw, work));
    });
}

type FileInfo = Awaited<ReturnType<typeof fileInfo>>;

async function fileInfo(input: string, raw: RawPcmFormat | undefined, { signal, onProgress }: WorkOptions) {
  const decoder = await openInput(input, { raw, signal });
  try {
    const hash = createPcmHash();
    const rateHz = decoder.info.sampleRateHz;
    const meter = rateHz > lowestRateHz ? new LoudnessMeter(rateHz, decoder.info.channels, { truePeak: false }) : null;
    let nSamples = 0;
    let peak = 0;
    let nNotFinite = 0;
    for await (const block of decoder.blocks(signal === undefined ? {} : { signal })) {
      hash.update(block.channels, block.nSamples);
      meter?.add(block.channels);
      for (const channel of block.channels) {
        const found = peakOf(channel);
        peak = Math.max(peak, found.peak);
        nNotFinite += found.nNotFinite;
      }
      nSamples += block.nSamples;
      onProgress?.({ done: nSamples, total: decoder.info.nSamples, unit: 'samples', note: 'reading' });
    }
    const { container, codec, sampleRateHz, channels, bitsPerSample, warnings } = decoder.info;
    warn(input, warnings);
    return {
      input,
      container,
      codec,
      sampleRateHz,
      channels,
      nSamples,
      durationSec: nSamples / sampleRateHz,
      bitsPerSample,
      peakDbfs: peak > 0 ? 20 * Math.log10(peak) : null, // of silence there is none
      integratedLufs: meter?.finish().integratedLufs ?? null, // of less than 400 ms, silence and rates below 3.4 kHz none
      sha256: hash.digest(),
      warnings,
      parameters: raw === undefined ? {} : { raw },
      ...(nNotFinite === 0 ? {} : { error: notFiniteError(input, nNotFinite) }),
    };
  } finally {
    await decoder.close();
  }
}

function notFiniteError(input: string, nNotFinite: number): WireErrorShape {
  const message = `"${input}": ${nNotFinite} samples are NaN or infinite, all must be finite; the peak is that of the others`;
  return { code: 'E_FORMAT', message, details: { nNotFinite } };
}

function peakOf(samples: Float32Array): { peak: number; nNotFinite: number } {
  let peak = 0;
  let nNotFinite = 0;
  for (const sample of samples) {
    const size = Math.abs(sample);
    if (!(size < Infinity)) nNotFinite++;
    else if (size > peak) peak = size;
  }
  return { peak, nNotFinite };
}

function infoText(info: FileInfo): string {
  return properties([
    ['file', info.input],
    ['container', info.container],
    ['codec', info.codec],
    ['rate', `${info.sampleRateHz} Hz`],
    ['channels', info.channels],
    ['samples', info.nSamples],
    ['duration', `${info.durationSec.toFixed(6)} s`],
    ['bits', info.bitsPerSample],
    ['peak', info.peakDbfs === null ? '−∞ dBFS' : `${info.peakDbfs.toFixed(2)} dBFS`],
    ['loudness', info.integratedLufs === null ? '–' : `${info.integratedLufs.toFixed(1)} LUFS`],
    ['sha256', info.sha256],
  ]);
}
