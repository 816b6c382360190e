/**
 * A WAV file with cue points: all chunks of another one, byte for byte, but for its own cues, and behind them "cue " and a
 * LIST "adtl" with a label for every cue and a length for every range. The sound is copied, never decoded.
 */
import type { ByteSink } from '../audio/byteSink.ts';
import type { ByteSource } from '../audio/source.ts';
import { listWavChunks, type WavChunk } from '../audio/wavChunkList.ts';
import { EngineError, throwIfAborted } from '../core/errors.ts';
import type { WorkOptions } from '../core/progress.ts';
import { fieldOf, type AnnotationDocument } from './annotationDocument.ts';
import { ByteBuilder } from './byteBuilder.ts';
import { rowsOfTiers } from './itemRows.ts';
import { plainLabel } from './labelText.ts';
import type { Losses } from './losses.ts';
import { isCueList } from './readWavCues.ts';
import { sampleOfSeconds } from './sampleTime.ts';
import { encodeText } from './textEncoding.ts';
import { labelsAlone, unheld, type FormatHolds } from './unheld.ts';

export const wavHolds: FormatHolds = { ...labelsAlone, points: true, fields: ['note'] };

const maxU32 = 0xffff_ffff;
const copyBytes = 1 << 20;

/**
 * @returns what the cues could not hold
 * @throws EngineError E_FORMAT, E_CODEC: `source` is no WAV file with PCM, or too long for one with cues; E_PARAM: a time is
 *   negative; E_IO; E_ABORTED
 */
export async function writeWavCues(
  source: ByteSource,
  sink: ByteSink,
  document: AnnotationDocument,
  { signal, onProgress }: WorkOptions = {},
): Promise<readonly string[]> {
  const file = await listWavChunks(source);
  const losses = unheld(document, wavHolds);
  const own = cueChunks(document, { sampleRateHz: file.format.sampleRateHz, littleEndian: file.littleEndian }, losses);
  const kept: WavChunk[] = [];
  for (const chunk of file.chunks) if (chunk.id !== 'cue ' && !(await isCueList(source, chunk))) kept.push(chunk);
  const riffBytes = kept.reduce((sum, { bytes }) => sum + 8 + bytes + (bytes % 2), 4 + own.length);
  const isLong = file.container === 'RF64' || file.container === 'BW64';
  if (!isLong && riffBytes >= maxU32)
    throw new EngineError(
      'E_FORMAT',
      `"${source.name}" would have ${riffBytes} bytes, a RIFF file at most ${maxU32 - 1}`,
    );
  const head = new ByteBuilder({ littleEndian: file.littleEndian });
  head.ascii(file.container);
  head.u32(isLong ? maxU32 : riffBytes);
  head.ascii('WAVE');
  await sink.write(head.toBytes());
  for (const chunk of kept) {
    throwIfAborted(signal);
    const header = new ByteBuilder({ littleEndian: file.littleEndian });
    header.ascii(chunk.id);
    header.u32(Math.min(chunk.bytes, maxU32));
    await sink.write(header.toBytes());
    await copyBody(source, sink, chunk, { riffBytes, signal, onProgress });
  }
  await sink.write(own);
  return losses.sentences();
}

async function copyBody(
  source: ByteSource,
  sink: ByteSink,
  { id, offset, bytes }: WavChunk,
  { riffBytes, signal, onProgress }: WorkOptions & { readonly riffBytes: number },
): Promise<void> {
  for (let done = 0; done < bytes;) {
    throwIfAborted(signal);
    const part = await source.read(offset + done, Math.min(copyBytes, bytes - done));
    if (part.length === 0) throw new EngineError('E_IO', `"${source.name}" ended while it was copied`);
    await sink.write(id === 'ds64' && done === 0 ? withRiffSize(part, riffBytes) : part);
    done += part.length;
    if (id === 'data') onProgress?.({ done, total: bytes, unit: 'bytes', note: 'copying' });
  }
  if (bytes % 2 === 1) await sink.write(new Uint8Array(1));
}

/** The ds64 chunk (EBU Tech 3306) begins with the size of the whole. */
function withRiffSize(body: Uint8Array, riffBytes: number): Uint8Array {
  const copy = body.slice();
  if (copy.length >= 8) new DataView(copy.buffer).setBigUint64(0, BigInt(riffBytes), true);
  return copy;
}

/** Whole chunks of even length, nothing without labels: for a writer that makes the rest of the file. */
export function cueChunks(
  document: AnnotationDocument,
  { sampleRateHz, littleEndian }: { readonly sampleRateHz: number; readonly littleEndian: boolean },
  losses: Losses,
): Uint8Array {
  const rows = rowsOfTiers(document.tiers, losses, { kinds: false, names: false });
  const cues = new ByteBuilder({ littleEndian });
  const list = new ByteBuilder({ littleEndian });
  const subchunk = (kind: string, write: (body: ByteBuilder) => void) => {
    const body = new ByteBuilder({ littleEndian });
    write(body);
    appendChunk(list, kind, body.toBytes());
  };
  let count = 0;
  for (const { item } of rows) {
    const start = toSample(item.startSec, sampleRateHz, losses);
    const length = (item.endSec === item.startSec ? start : toSample(item.endSec, sampleRateHz, losses)) - start;
    if (start > maxU32 || length > maxU32) {
      losses.add('item', 'behind sample 4,294,967,295, left out');
      continue;
    }
    const id = ++count;
    for (const value of [id, start]) cues.u32(value);
    cues.ascii('data');
    for (const value of [0, 0, start]) cues.u32(value);
    const text = (value: string) => (body: ByteBuilder) => {
      body.u32(id);
      body.append(encodeText(`${plainLabel(value, losses)}\0`, 'utf-8'));
    };
    subchunk('labl', text(item.label));
    if (fieldOf(item, 'note') !== '') subchunk('note', text(fieldOf(item, 'note')));
    if (length > 0)
      subchunk('ltxt', (body) => {
        for (const value of [id, length]) body.u32(value);
        body.ascii('rgn ');
        for (const value of [0, 0, 0, utf8CodePage]) body.u16(value); // country, language, dialect
      });
  }
  if (count === 0) return new Uint8Array(0);
  const out = new ByteBuilder({ littleEndian });
  out.ascii('cue ');
  out.u32(4 + cues.length);
  out.u32(count);
  out.append(cues.toBytes());
  out.ascii('LIST');
  out.u32(4 + list.length);
  out.ascii('adtl');
  out.append(list.toBytes());
  return out.toBytes();
}

const utf8CodePage = 65_001;

function appendChunk(out: ByteBuilder, id: string, body: Uint8Array): void {
  out.ascii(id);
  out.u32(body.length);
  out.append(body);
  if (body.length % 2 === 1) out.u8(0);
}

function toSample(timeSec: number, rateHz: number, losses: Losses): number {
  const sample = sampleOfSeconds(timeSec, rateHz);
  if (Math.abs(timeSec * rateHz - sample) > 1e-3) losses.add('time', 'rounded to the sample');
  return sample;
}
