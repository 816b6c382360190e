import { electronVite } from './build/electronVite.ts';
import { electronEnv, sandboxFlags } from './runtime/electronLaunch.ts';
import { prepareRuntime } from './runtime/prepareRuntime.ts';
import { failScript, say } from './runtime/report.ts';
import { hasDisplay, startXvfb } from './runtime/xvfb.ts';

/** `npm run dev`: electron-vite's dev server with hot reload, in the Electron that `npm start` uses. */
async function dev(): Promise<void> {
  const runtime = await prepareRuntime();
  const env: NodeJS.ProcessEnv = {
    ...electronEnv(runtime),
    ELECTRON_EXEC_PATH: runtime.executable,
    ...(sandboxFlags().length > 0 ? { NO_SANDBOX: '1' } : {}),
  };
  if (!hasDisplay()) {
    env['DISPLAY'] = (await startXvfb()).display;
    say(`no display: the app draws on Xvfb ${env['DISPLAY']}`);
  }
  const child = electronVite('dev', ['--watch', '--', ...process.argv.slice(2)], env);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.once('close', (code) => process.exit(code ?? 1));
}

dev().catch(failScript);
