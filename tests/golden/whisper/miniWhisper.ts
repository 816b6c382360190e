/** The miniature and the sounds of generate.py. */
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { createSplitNetwork } from '../../../main/engine/asr/whisper/splitNetwork.ts';
import { readTokenizer } from '../../../main/engine/asr/whisper/text/readTokenizer.ts';
import { createWhisperTokenizer } from '../../../main/engine/asr/whisper/text/whisperTokenizer.ts';
import { readWhisperConfig } from '../../../main/engine/asr/whisper/whisperConfig.ts';
import { openOnnxSession } from '../../../main/engine/runtime/onnxSession.ts';

const mini = new URL('./mini/', import.meta.url);

export function whisperTokenizer() {
  return createWhisperTokenizer(readTokenizer(readFileSync(new URL('tokenizer.json', mini), 'utf8')), 51_865);
}

export async function openMiniWhisper() {
  const text = (file: string) => readFileSync(new URL(file, mini), 'utf8');
  const open = (file: string) => openOnnxSession(new URL(file, mini).pathname, { threads: 1 });
  const config = readWhisperConfig(text('config.json'), text('generation_config.json'));
  const [encoder, decoder] = [await open('encoder_model.onnx'), await open('decoder_with_past_model.onnx')];
  return {
    network: createSplitNetwork(encoder, decoder, config),
    tokenizer: whisperTokenizer(),
    deflate: (bytes: Uint8Array) => deflateSync(bytes),
  };
}

export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8')) as T;
}

export function readJfk(): Float32Array {
  const bytes = readFileSync(new URL('../../fixtures/jfk.wav', import.meta.url));
  const pcm = bytes.subarray(bytes.length - 2 * 176_000);
  return Float32Array.from({ length: 176_000 }, (_, i) => pcm.readInt16LE(2 * i) / 32_768);
}

export function noise(nSamples: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: nSamples }, () => {
    state = (Math.imul(1_664_525, state) + 1_013_904_223) >>> 0;
    return Math.fround(state / 2 ** 32 - 0.5) * Math.fround(0.2);
  });
}

export function joined(...parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
