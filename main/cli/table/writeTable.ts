import type { ByteSink } from '../../engine/audio/byteSink.ts';
import { npyHeader } from '../../engine/core/npy.ts';
import { EngineError } from '../../engine/core/errors.ts';
import { csvLines } from '../../services/measures/csvText.ts';
import { countRows, type ValueTable } from '../../services/measures/valueTable.ts';

const pieceLength = 65_536; // characters

/** Of one table its CSV; of several, one a channel, each row begins with the channel. */
export async function writeCsv(
  sink: ByteSink,
  tables: readonly ValueTable[],
  options: { readonly plainLabels: boolean },
): Promise<void> {
  const encoder = new TextEncoder();
  let piece = '';
  for (const [channel, table] of tables.entries()) {
    let isHead = true;
    for (const line of csvLines(table, options)) {
      if (tables.length === 1) piece += line;
      else if (!isHead) piece += `${channel},${line}`;
      else if (channel === 0) piece += `channel,${line}`;
      isHead = false;
      if (piece.length < pieceLength) continue;
      await sink.write(encoder.encode(piece));
      piece = '';
    }
  }
  await sink.write(encoder.encode(piece));
}

/** float64 [nRows, nColumns], of several channels [nChannels, nRows, nColumns]. @throws EngineError E_SHAPE: they differ */
export async function writeTableNpy(sink: ByteSink, tables: readonly ValueTable[]): Promise<readonly number[]> {
  const [first] = tables;
  if (first === undefined || tables.some(({ values }) => values.length !== first.values.length))
    throw new EngineError('E_SHAPE', 'the channels give tables of different lengths: write CSV or JSON');
  const inner = [countRows(first), first.columns.length];
  const shape = tables.length === 1 ? inner : [tables.length, ...inner];
  await sink.write(npyHeader('float64', shape));
  for (const { values } of tables)
    await sink.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return shape;
}
