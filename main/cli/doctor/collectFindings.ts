/** What runs on this machine, asked without starting, downloading or changing anything. */
import { arch, platform, release } from 'node:os';
import packageJson from '../../../package.json' with { type: 'json' };
import { kernelStatus, type KernelStatus } from '../../engine/native/loadKernels.ts';
import { findFfmpegDecoder } from '../../services/audio/ffmpegDecoder.ts';
import { createPackLibrary } from '../../services/models/packLibrary.ts';
import { sqliteVersion } from '../../store/sqlite.ts';
import { startInference } from '../process/inference.ts';
import { modelsFolder, projectRoot } from '../projectRoot.ts';
import { userFolders } from '../userFolders.ts';
import { folderBytes } from './folderBytes.ts';
import { findElectron } from './findElectron.ts';

const standInNote =
  'this Electron is a stand-in for machines that reach only a package registry: it is older than the one of ' +
  'package.json, and it carries SQLite 3.47.0, whose write-ahead log needs the one connection per file that Phonoscope keeps to';

export type Findings = Awaited<ReturnType<typeof collectFindings>>;

/** What openAudio decodes by itself; MP4, MOV and WebM are containers of these. */
const ownDecoders = ['PCM', 'A-law', 'µ-law', 'FLAC', 'Vorbis', 'ALAC'];
const packagedDecoders = [
  { format: 'MP3', by: 'mpg123, WASM' },
  { format: 'Opus', by: 'libopus, WASM' },
];

export async function collectFindings(signal: AbortSignal) {
  const ffmpeg = await findFfmpegDecoder();
  const electron = await findElectron();
  const models = (await createPackLibrary(modelsFolder).list()).map(({ packId, task, bytes, state, problem }) => ({
    packId,
    task,
    bytes,
    state,
    problem,
  }));
  const onnxruntime = await onnxStatus(signal);
  const sqlite = attempt(() => ({ version: sqliteVersion() }));
  const { userData, cache } = userFolders();
  const folders = [
    { what: 'settings, drafts', path: userData, bytes: await folderBytes(userData, [cache]) },
    { what: 'cache', path: cache, bytes: await folderBytes(cache) },
    { what: 'models', path: modelsFolder, bytes: await folderBytes(modelsFolder) },
    ...(electron?.cacheFolder === undefined
      ? []
      : [{ what: 'Electron', path: electron.cacheFolder, bytes: await folderBytes(electron.cacheFolder) }]),
  ];
  return {
    phonoscope: packageJson.version,
    node: { version: process.versions.node, executable: process.execPath },
    system: `${platform()} ${release()} ${arch()}`,
    electron: electron?.found ?? null,
    packaged: electron?.packaged ?? null,
    kernels: kernelText(kernelStatus()),
    onnxruntime,
    sqlite,
    ffmpeg: ffmpeg?.name ?? null,
    decoders: [
      ...ownDecoders.map((format) => ({ format, by: 'own' })),
      ...packagedDecoders,
      { format: 'AAC', by: ffmpeg ? 'ffmpeg' : null },
    ],
    encoders: ['WAV', 'RF64', 'FLAC'],
    models,
    folders,
    notes: electron?.found?.source === 'packaged' ? [standInNote] : [],
    missing: missingParts({
      hasElectron: electron?.found != null,
      hasFfmpeg: ffmpeg !== null,
      models,
      onnxruntime,
      sqlite,
    }),
  };
}

function kernelText({ name, problems }: KernelStatus): string {
  return problems.length === 0 ? name : `${name}; ${problems.join('; ')}`;
}

type Attempt<T> = T | { readonly problem: string };

function attempt<T>(ask: () => T): Attempt<T> {
  try {
    return ask();
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function onnxStatus(signal: AbortSignal): Promise<Attempt<{ version: string; providers: string[] }>> {
  const inference = startInference();
  try {
    const { version, providers } = await inference.call['inference.status']({}, { signal });
    return { version, providers };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  } finally {
    await inference.close();
  }
}

interface Parts {
  readonly hasElectron: boolean;
  readonly hasFfmpeg: boolean;
  readonly models: readonly { packId: string; state: string; problem: string | null }[];
  readonly onnxruntime: object;
  readonly sqlite: object;
}

function missingParts({ hasElectron, hasFfmpeg, models, onnxruntime, sqlite }: Parts) {
  const install = `npm ci in ${projectRoot}`;
  return [
    ...(hasElectron ? [] : [{ what: 'Electron: the window', how: 'npm start fetches it' }]),
    ...(hasFfmpeg
      ? []
      : [
          {
            what: 'AAC on the command line',
            how: 'install ffmpeg and have it on PATH; the window reads AAC without it',
          },
        ]),
    ...('problem' in onnxruntime ? [{ what: 'onnxruntime: all models', how: install }] : []),
    ...('problem' in sqlite ? [{ what: 'SQLite: projects', how: install }] : []),
    ...(models.length === 0
      ? [{ what: 'model packs', how: `none in ${modelsFolder}: get them from the repository` }]
      : []),
    ...models
      .filter(({ state }) => state !== 'ready')
      .map(({ packId, problem }) => ({
        what: `model ${packId}: ${problem ?? ''}`,
        how: 'get its folder from the repository again',
      })),
  ];
}
