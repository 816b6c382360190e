/**
 * Edits of an hour of mono at 44.1 kHz after 1, 100 and 10,000 of them: the edit itself with its row on the disk, what
 * the window is told, the first picture of the waveform; undo; and opening the project again. Needs no build.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { EditCommand } from '../../preload/contract/edits.ts';
import type { StudioEvent } from '../../preload/contract/studio.ts';
import { createAudioService } from '../../main/services/audio/createAudioService.ts';
import { createEditsService } from '../../main/services/edits/createEditsService.ts';
import { createJobRegistry } from '../../main/services/jobs/jobRegistry.ts';
import { documentInfo, projectInfo } from '../../main/services/projects/projectInfo.ts';
import { createProjectStore } from '../../main/store/createProjectStore.ts';
import { openProjectStore } from '../../main/store/openProjectStore.ts';
import { blockSamples } from '../../main/store/projectStore.ts';
import { createBenchReport } from './benchReport.ts';

const sampleRateHz = 44_100;
const hourSamples = Number(process.env['BENCH_SEC'] ?? 3600) * sampleRateHz;
const stages = [1, 100, Number(process.env['BENCH_EDITS'] ?? 10_000)];
const measured = 60;
const report = createBenchReport('edits');
const folder = mkdtempSync(join(tmpdir(), 'phonoscope-edits-'));
const path = join(folder, 'hour.phono');

let seed = 1;
const random = (below: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};

const store = createProjectStore(path, { appVersion: 'bench' });
const assetId = store.insertAsset({
  name: 'hour.wav',
  container: 'WAV',
  codec: 'PCM s16le',
  sampleFormat: 's16',
  bitsPerSample: 16,
  sampleRateHz,
  channels: 1,
  expectedSamples: null,
});
const endBulk = store.beginBulk();
for (let index = 0; index * blockSamples < hourSamples; index++) {
  const nSamples = Math.min(blockSamples, hourSamples - index * blockSamples);
  const loud = 0.05 + 0.9 * Math.abs(Math.sin(index / 7));
  const samples = Int16Array.from({ length: nSamples }, () => Math.round((random(65_536) - 32_768) * loud));
  store.appendBlocks(assetId, [
    { channel: 0, index, encoding: 's16', nSamples, bytes: new Uint8Array(samples.buffer) },
  ]);
}
endBulk();
store.finishAsset(assetId, { nSamples: hourSamples, warnings: [] });
const documentId = store.insertDocument({ name: 'hour', sampleRateHz });
const trackId = store.insertTrack(documentId, { name: 'hour', channels: 1 });
store.insertClip(trackId, { assetId, startSample: 0, lengthSamples: hourSamples, assetOffsetSamples: 0 });

const events: StudioEvent[] = [];
const jobs = createJobRegistry({ onChange: () => undefined });
const audio = createAudioService({
  currentStore: () => store,
  jobs,
  cacheDir: folder,
  emit: (event) => events.push(event),
  onStructure: () => undefined,
});
const edits = createEditsService({
  store: () => store,
  emit: (event) => events.push(event),
  noteChange: () => undefined,
});
const { signal } = new AbortController();
const trackNow = () => documentInfo(store.documents()[0]!).tracks[0]!;
const lengthNow = () => documentInfo(store.documents()[0]!).lengthSamples;

function randomEdit(): EditCommand {
  const startSample = random(lengthNow() - sampleRateHz);
  const span = { trackIds: [trackId], startSample, endSample: startSample + 441 + random(sampleRateHz / 2) };
  switch (random(6)) {
    case 0:
      return { kind: 'sound.delete', ...span, ripple: 'document' };
    case 1:
      return { kind: 'sound.repeat', ...span, times: 1, ripple: 'document' };
    case 2:
      return { kind: 'sound.gain', ...span, gainDb: random(7) - 3 };
    case 3:
      return { kind: 'sound.reverse', ...span };
    case 4:
      return { kind: 'sound.delete', ...span, ripple: 'none' };
    default:
      return { kind: 'sound.split', trackIds: [trackId], atSamples: [startSample] };
  }
}

const topLevel = Math.ceil(Math.log(hourSamples / 1024 / 256) / Math.log(4));
const picture = async () => {
  const { sourceId } = trackNow();
  return audio.handlers['audio.peaks']({ sourceId, channel: 0, level: topLevel, index: 0 }, { signal });
};

const startedMs = performance.now();
while (!(await picture()).complete) await new Promise((resolve) => setTimeout(resolve, 20));
report.add('pyramid', { ms: performance.now() - startedMs });

const statistics = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? NaN;
  return { medianMs: at(0.5), p95Ms: at(0.95), maxMs: sorted.at(-1) ?? NaN };
};

let made = 0;
for (const stage of stages) {
  const buildStartMs = performance.now();
  for (; made < stage; made++) edits.apply(documentId, randomEdit());
  const madeMs = performance.now() - buildStartMs;
  const coldStartMs = performance.now();
  await picture(); // the ends of clips that were never looked at
  const coldPictureMs = performance.now() - coldStartMs;
  const times = { edit: [] as number[], told: [] as number[], picture: [] as number[], undo: [] as number[] };
  let toldBytes = 0;
  for (let i = 0; i < measured; i++) {
    const command: EditCommand =
      i % 2 === 0
        ? { kind: 'sound.delete', trackIds: [trackId], startSample: 1000, endSample: 23_050, ripple: 'document' }
        : randomEdit();
    events.length = 0;
    let at = performance.now();
    edits.apply(documentId, command);
    times.edit.push(performance.now() - at);
    at = performance.now();
    const wire = serialize(events);
    deserialize(wire);
    toldBytes = Math.max(toldBytes, wire.byteLength);
    times.told.push(performance.now() - at);
    at = performance.now();
    const tile = await picture();
    times.picture.push(performance.now() - at);
    if (!tile.complete) throw new Error('the picture is not complete');
    at = performance.now();
    void edits.handlers['edits.undo']({ documentId }, { signal });
    times.undo.push(performance.now() - at);
  }
  const clips = trackNow().clips.length;
  const infoStartMs = performance.now();
  projectInfo(store, { name: null, isDraft: true, recovered: null });
  report.add(`after ${stage}`, {
    clips,
    madeMs,
    perEditMs: madeMs / stage,
    coldPictureMs,
    edit: statistics(times.edit),
    told: { ...statistics(times.told), bytes: toldBytes },
    picture: statistics(times.picture),
    undo: statistics(times.undo),
    projectInfoMs: performance.now() - infoStartMs,
  });
}
await audio.closeProject();
store.close();
const openStartMs = performance.now();
const again = openProjectStore(path);
const { clips } = again.documentState(documentId).tracks[0]!;
const openMs = performance.now() - openStartMs;
const infoStartMs = performance.now();
projectInfo(again, { name: null, isDraft: true, recovered: null });
report.add('open again', {
  clips: clips.length,
  openMs,
  infoMs: performance.now() - infoStartMs,
  bytes: statSync(path).size,
});
again.close();
report.write();
rmSync(folder, { recursive: true, force: true });
