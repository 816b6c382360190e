/** The one door to every audio file: recognises it by content, then by extension, and opens its decoder. */
import { EngineError, throwIfAborted } from '../core/errors.ts';
import { openAiff } from './aiff.ts';
import { openAu } from './au.ts';
import { abortableSource, tailSource, withCachedHead } from './bufferSource.ts';
import { openCaf } from './caf.ts';
import { checkAudioLimits } from './checkAudioLimits.ts';
import { openRawPcm } from './rawPcm.ts';
import { id3Bytes, sniffAudio } from './sniffAudio.ts';
import type { AudioKind, UnsupportedFormat } from './sniffAudio.ts';
import type { AudioDecoder, ByteSource, OpenAudioOptions } from './source.ts';
import { openSphere } from './sphere.ts';
import { openWav } from './wav.ts';

const headBytes = 65_536;

/** Kinds whose first bytes may be anything, so that the name has to decide. */
const kindByExtension: Readonly<Record<string, AudioKind>> = { mp3: 'mp3', mp2: 'mp3', mpga: 'mp3', aac: 'adts' };

/** For file dialogs and folder scans: lower case, without the dot. */
export const audioFileExtensions: readonly string[] = [
  ...['wav', 'wave', 'bwf', 'rf64', 'aif', 'aiff', 'aifc', 'caf', 'au', 'snd', 'sph', 'nist'],
  ...[
    'flac',
    'ogg',
    'oga',
    'opus',
    'mp3',
    'mp2',
    'mpga',
    'm4a',
    'mp4',
    'm4b',
    'mov',
    'webm',
    'weba',
    'mka',
    'mkv',
    'aac',
  ],
];

/**
 * The decoder owns the source from here on: closing it closes the source; a refusal leaves the source open.
 * @throws EngineError E_FORMAT: empty, unknown or damaged, or outside audioLimits; E_CODEC: known, not decodable here;
 *   E_PARAM: a raw format that breaks its rules; E_IO; E_ABORTED
 */
export async function openAudio(source: ByteSource, options: OpenAudioOptions = {}): Promise<AudioDecoder> {
  const { name } = source;
  const { raw, signal } = options;
  throwIfAborted(signal);
  const whole = signal ? abortableSource(source, signal) : source;
  if (raw) return openRawPcm(whole, raw);
  const cached = await withCachedHead(whole, headBytes);
  const head = await cached.read(0, headBytes);
  if (head.length === 0) throw new EngineError('E_FORMAT', `"${name}" is empty (0 bytes)`);
  const tagBytes = id3Bytes(head);
  const found = await recognise(cached, head, tagBytes);
  if (found === null) {
    throw new EngineError(
      'E_FORMAT',
      `"${name}" begins with ${hexOf(head.subarray(0, 8))}, which no known audio format does; ` +
        'headerless PCM needs its rate, channels and encoding',
      { details: { isUnknownFormat: true } },
    );
  }
  if (typeof found !== 'string') {
    throw new EngineError('E_CODEC', `"${name}" is ${found.unsupported}, a format that is not read here`, {
      details: { format: found.unsupported },
    });
  }
  // MP3 decoders read the tag themselves; the other formats start behind it.
  const start = found === 'mp3' || tagBytes === 0 ? cached : tailSource(cached, tagBytes);
  return open(start, found, options);
}

async function recognise(
  source: ByteSource,
  head: Uint8Array,
  tagBytes: number,
): Promise<AudioKind | UnsupportedFormat | null> {
  const inHead = tagBytes < headBytes - 16;
  if (tagBytes > 0 && !inHead && source.size === null) return 'mp3'; // cannot look behind the tag without losing it
  const start = inHead ? head.subarray(tagBytes) : await source.read(tagBytes, 16);
  const kind = sniffAudio(start);
  if (kind !== null) return kind;
  if (tagBytes > 0) return 'mp3';
  const extension = /\.([^.]+)$/.exec(source.name)?.[1]?.toLowerCase() ?? '';
  return kindByExtension[extension] ?? null;
}

async function open(source: ByteSource, kind: AudioKind, options: OpenAudioOptions): Promise<AudioDecoder> {
  switch (kind) {
    case 'wav':
      return openWav(source);
    case 'aiff':
      return openAiff(source);
    case 'caf':
      return openCaf(source);
    case 'au':
      return openAu(source);
    case 'sphere':
      return openSphere(source);
    case 'flac':
    case 'ogg':
    case 'mp3':
    case 'mp4':
    case 'webm':
    case 'adts': {
      // Loaded on first use: the decoders carry megabytes of WASM that PCM files never need.
      const { openCompressedAudio } = await import('./compressed.ts');
      const decoder = await openCompressedAudio(source, kind, options);
      checkAudioLimits(source.name, decoder.info.sampleRateHz, decoder.info.channels);
      return decoder;
    }
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
