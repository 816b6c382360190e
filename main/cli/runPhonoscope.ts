import { Command, CommanderError } from 'commander';
import packageJson from '../../package.json' with { type: 'json' };
import type { CliContext } from './cliContext.ts';
import { listenForInterrupt } from './process/interrupt.ts';
import { exitCodeOf, reportFailure } from './process/failure.ts';
import { subcommands } from './subcommands.ts';
import { inOptions } from './options/inOptions.ts';

/** @returns the exit code: 0 done, 1 failed, 2 wrong usage, 128 + signal interrupted */
export async function runPhonoscope(args: readonly string[]): Promise<number> {
  const interrupt = listenForInterrupt();
  const outcome: { failed: boolean; command: Command | null } = { failed: false, command: null };
  const context: CliContext = {
    signal: interrupt.signal,
    markFailed: () => {
      outcome.failed = true;
    },
    toldInOptions: (error) => (outcome.command ? inOptions(error, outcome.command) : error),
  };
  try {
    const program = await createProgram(args, context);
    program.hook('preAction', (_, command) => {
      outcome.command = command;
    });
    await program.parseAsync(args, { from: 'user' });
    return interrupt.exitCode() ?? (outcome.failed ? 1 : 0);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help, --version
    if (error instanceof CommanderError && error.code === 'commander.help') return 2; // no subcommand: the help says it
    const interrupted = interrupt.exitCode();
    if (interrupted !== null) return interrupted;
    const told = context.toldInOptions(error);
    await reportFailure(told, args.includes('--json'));
    return exitCodeOf(told);
  } finally {
    interrupt.stop();
  }
}

async function createProgram(args: readonly string[], context: CliContext): Promise<Command> {
  const program = new Command('phonoscope')
    .description('Speech and sound on the command line. Data on stdout, everything else on stderr.')
    .version(packageJson.version)
    .usage('<command> [options]')
    .helpCommand('help [command]', 'the help of a command')
    .addHelpText('after', '\nphonoscope <command> --help has the options and two examples.')
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  // `help stft` and `stft` need stft's options; of the others the name and purpose are enough.
  const wanted = args.filter((arg) => !arg.startsWith('-')).slice(0, 2);
  for (const [name, { about, load }] of Object.entries(subcommands)) {
    const command = program.command(name).description(about).copyInheritedSettings(program);
    if (wanted[0] === name || (wanted[0] === 'help' && wanted[1] === name)) (await load()).define(command, context);
  }
  return program;
}
