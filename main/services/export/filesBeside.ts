import { basename, extname } from 'node:path';
import type { ExportRequest } from '../../../preload/contract/exports.ts';
import { writeTextGrid } from '../../engine/annotation/writeTextGrid.ts';
import type { ProjectStore } from '../../store/projectStore.ts';
import { provenance } from '../edits/provenance.ts';
import { chunkAnnotations } from './chunkAnnotations.ts';
import { dataSetRow, dataSetText } from './dataSetTable.ts';
import type { ExportPart } from './exportParts.ts';
import type { PreparedExport } from './prepareExport.ts';
import type { StagedSinks } from './stagedFiles.ts';

/** What belongs to the sound: labels, the table of a data set, where it all comes from. */
export async function writeBeside(
  store: ProjectStore,
  { request, document }: PreparedExport,
  parts: readonly ExportPart[],
  staged: StagedSinks,
): Promise<void> {
  const { content } = request;
  const write = async (name: string, bytes: Uint8Array) => {
    await (await staged.sink(name)).write(bytes);
    await staged.close(name);
  };
  const encoder = new TextEncoder();
  if (content.kind === 'intervals' && content.hasTextGrids)
    for (const part of parts)
      await write(`${withoutExtension(part.fileName)}.TextGrid`, writeTextGrid(chunkAnnotations(document, part)).bytes);
  const assets = store.assets();
  if (content.kind === 'intervals' && content.table !== 'none') {
    const byId = new Map(assets.map((asset) => [asset.assetId, asset]));
    const { soloTrackIds } = content;
    const rows = parts.map((part) => dataSetRow(part, document, { assets: byId, soloTrackIds }));
    await write(`metadata.${content.table}`, encoder.encode(dataSetText(rows, content.table)));
  }
  if (!request.hasProvenance) return;
  const { projectId, appVersion } = store;
  const history = store.editHistory(document.documentId);
  const exported = parts.map(({ fileName, startSample, endSample, track }) => ({
    ...{ fileName, startSample, endSample, trackId: track?.trackId ?? null },
  }));
  const record = {
    ...provenance({ projectId, appVersion, document, assets, history }),
    export: { request, files: exported },
  };
  const base = parts.length === 1 ? withoutExtension(parts[0]!.fileName) : 'export';
  await write(`${base}.provenance.json`, encoder.encode(`${JSON.stringify(record, null, 2)}\n`));
}

function withoutExtension(fileName: string): string {
  return basename(fileName, extname(fileName));
}

/** The names of all files of an export in its folder. */
export function namesBeside({ content, hasProvenance }: ExportRequest, soundNames: readonly string[]): string[] {
  const isIntervals = content.kind === 'intervals';
  const [first = 'export'] = soundNames;
  return [
    ...soundNames,
    ...(isIntervals && content.hasTextGrids ? soundNames.map((name) => `${withoutExtension(name)}.TextGrid`) : []),
    ...(isIntervals && content.table !== 'none' ? [`metadata.${content.table}`] : []),
    ...(hasProvenance ? [`${soundNames.length === 1 ? withoutExtension(first) : 'export'}.provenance.json`] : []),
  ];
}
