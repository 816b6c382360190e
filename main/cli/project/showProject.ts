import { openProjectStore } from '../../store/openProjectStore.ts';
import { projectSummary, type ProjectSummary } from '../../services/projects/projectSummary.ts';
import { printJson, properties, table } from '../output/printResult.ts';
import { writeText } from '../output/stdout.ts';

export async function showProject(file: string, json: boolean): Promise<void> {
  const store = openProjectStore(file, { readOnly: true });
  try {
    const summary = projectSummary(store);
    if (json) await printJson({ input: file, ...summary, parameters: {} });
    else await writeText(summaryText(summary));
  } finally {
    store.close();
  }
}

function summaryText({ filePath, projectId, createdAt, appVersion, closedCleanly, ...rest }: ProjectSummary): string {
  const { fileBytes, audioBytes, unusedBytes, documents, assets } = rest;
  const head = properties([
    ['file', filePath],
    ['project', projectId],
    ['created', `${createdAt} by Phonoscope ${appVersion}`],
    ['closed cleanly', closedCleanly ? 'yes' : 'no'],
    ['bytes', `${fileBytes}, ${audioBytes} of them sound, ${unusedBytes} unused`],
    ['recordings', assets.length],
  ]);
  if (documents.length === 0) return head;
  const rows = documents.map(({ documentId, name, sampleRateHz, durationSec, tracks, tiers }) => {
    const channels = tracks.reduce((sum, track) => sum + track.channels, 0);
    return [documentId, name, sampleRateHz, channels, Number(durationSec.toFixed(3)), tiers.length];
  });
  return `${head}\n${table(['document', 'name', 'rate', 'channels', 'seconds', 'tiers'], rows)}`;
}
