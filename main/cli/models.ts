import type { Command } from 'commander';
import type { ModelPackInfo } from '../../preload/contract/models.ts';
import { EngineError } from '../engine/core/errors.ts';
import { createPackLibrary } from '../services/models/packLibrary.ts';
import { runBatch } from './batch/runBatch.ts';
import type { CliContext } from './cliContext.ts';
import { examples } from './options/examples.ts';
import { printJson, properties, table } from './output/printResult.ts';
import { writeText } from './output/stdout.ts';
import { modelsFolder } from './projectRoot.ts';

interface JsonOption {
  readonly json?: boolean;
}

export function define(command: Command, context: CliContext): void {
  command.addHelpText('after', examples('phonoscope models list', 'phonoscope models verify silero-vad'));
  command
    .command('list')
    .description('every pack: task, size, licence, state')
    .option('--json', 'JSON on stdout')
    .addHelpText('after', examples('phonoscope models list', 'phonoscope models list --json'))
    .action(async ({ json }: JsonOption) => {
      const packs = await createPackLibrary(modelsFolder).list();
      if (json === true) await printJson(packs);
      else await writeText(packTable(packs));
    });
  command
    .command('info')
    .description('all that is known of a pack')
    .argument('<id>')
    .option('--json', 'JSON on stdout')
    .addHelpText('after', examples('phonoscope models info silero-vad', 'phonoscope models info silero-vad --json'))
    .action(async (id: string, { json }: JsonOption) => {
      const pack = await findPack(id);
      if (json === true) await printJson(pack);
      else await writeText(packText(pack));
    });
  command
    .command('verify')
    .description('hash every file of packs and compare with the manifests')
    .argument('[id...]', 'default: all')
    .option('--json', 'JSON on stdout')
    .addHelpText('after', examples('phonoscope models verify', 'phonoscope models verify silero-vad --json'))
    .action((ids: string[], { json }: JsonOption) => verify(ids, json === true, context));
}

async function verify(ids: readonly string[], json: boolean, context: CliContext): Promise<void> {
  const library = createPackLibrary(modelsFolder);
  const inputs = ids.length > 0 ? ids : (await library.list()).map(({ packId }) => packId);
  if (inputs.length === 0) throw new EngineError('E_MODEL_MISSING', 'there are no model packs');
  const describe = ({ packId, nFiles }: { packId: string; nFiles: number }) =>
    `${packId}  ok, ${nFiles} file${nFiles === 1 ? '' : 's'} as the manifest says\n`;
  await runBatch({ inputs, json, context, describe }, async (packId, work) => {
    await library.verify(packId, work);
    return { packId, ok: true, nFiles: (await findPack(packId)).files.length };
  });
}

async function findPack(id: string): Promise<ModelPackInfo> {
  const packs = await createPackLibrary(modelsFolder).list();
  const pack = packs.find(({ packId }) => packId === id);
  if (pack) return pack;
  const known = packs.map(({ packId }) => packId).join(', ') || 'none';
  throw new EngineError('E_MODEL_MISSING', `there is no model pack "${id}"; there are: ${known}`);
}

function packTable(packs: readonly ModelPackInfo[]): string {
  return table(
    ['id', 'task', 'licence', 'bytes', 'state'],
    packs.map(({ packId, task, licence, bytes, state }) => [packId, task, licence, bytes, state]),
  );
}

function packText(pack: ModelPackInfo): string {
  const { packId, name, task, licence, source, revision, bytes, files, state, problem, limits } = pack;
  return properties([
    ['id', packId],
    ['name', name],
    ['task', task],
    ['licence', licence],
    ['source', source],
    ['revision', revision],
    ['bytes', bytes],
    ['state', problem === null ? state : `${state}: ${problem}`],
    ['limits', limits],
    ...files.map(({ path, sha256 }) => [`sha256 ${path}`, sha256] as const),
  ]);
}
