/** From a layout to the writer that makes the file. */
import { createFlacWriter } from '../../engine/audio/flacWriter.ts';
import type { AudioBlock } from '../../engine/audio/source.ts';
import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { createWavWriter } from '../../engine/audio/wavWriter.ts';
import type { ExportFormatName, LossyName } from '../../../preload/contract/exportFormat.ts';
import type { FormatAvailability } from '../../../preload/contract/exports.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { vorbisComments } from './soundTags.ts';
import { formatTitles, wavFormats, type SoundLayout } from './soundLayout.ts';

/** The file that is being made: only one of the two is used. */
export interface SoundPlace {
  readonly path: string; // for programs that write it themselves; nothing lies there yet
  /** @throws EngineError E_PERMISSION, E_DISK_FULL, E_IO */
  sink(): Promise<ByteSink>;
}

export interface SoundEncoding {
  write(block: AudioBlock): Promise<void>;
  /** All has been written: completes the file. */
  finish(): Promise<void>;
  /** Ends what still runs, after a failure too. */
  close(): void;
}

/** Makes files of some formats. */
export interface SoundEncoder {
  readonly name: string; // for people: 'ffmpeg 6.1 (/usr/bin/ffmpeg)'
  open(place: SoundPlace, layout: SoundLayout, signal: AbortSignal | undefined): Promise<SoundEncoding>;
}

/** Who encodes what is not ours to encode: a reason where nobody does. */
export interface SoundEncoders {
  find(format: LossyName): Promise<SoundEncoder | string>;
}

const own: SoundEncoder = {
  name: 'Phonoscope',
  async open(place, { format, tags, ...layout }) {
    const sink = await place.sink();
    if (format.kind === 'flac') {
      const writer = await createFlacWriter(sink, {
        ...layout,
        format: format.width === '16' ? 's16' : 's24',
        comments: vorbisComments(tags),
      });
      return asEncoding(writer);
    }
    if (format.kind !== 'wav') throw new EngineError('E_INTERNAL', `${format.kind} is not written here`);
    return asEncoding(await createWavWriter(sink, { ...layout, format: wavFormats[format.width] }));
  },
};

function asEncoding(writer: Awaited<ReturnType<typeof createWavWriter>>): SoundEncoding {
  return {
    write: (block) => writer.write(block),
    finish: async () => {
      await writer.finish();
    },
    close: () => undefined,
  };
}

const isOwn = (format: ExportFormatName): format is 'wav' | 'flac' => format === 'wav' || format === 'flac';

/** @throws EngineError E_CODEC: nobody on this machine encodes it, with what is needed */
export async function requireEncoder(encoders: SoundEncoders, format: ExportFormatName): Promise<SoundEncoder> {
  const found = isOwn(format) ? own : await encoders.find(format);
  if (typeof found === 'string')
    throw new EngineError('E_CODEC', `${formatTitles[format]} cannot be encoded here: ${found}`);
  return found;
}

export async function availability(encoders: SoundEncoders, format: ExportFormatName): Promise<FormatAvailability> {
  const found = isOwn(format) ? own : await encoders.find(format);
  if (typeof found === 'string') return { format, isAvailable: false, by: found };
  return { format, isAvailable: true, by: found.name };
}
