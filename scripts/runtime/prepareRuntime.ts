import { resolveElectron, type ElectronRuntime } from './resolveElectron.ts';
import { ensureSystemLibraries } from './systemLibraries.ts';
import { hasDisplay } from './xvfb.ts';

/** An Electron that can start on this machine, with the libraries it needs. */
export async function prepareRuntime(): Promise<ElectronRuntime> {
  const runtime = await resolveElectron();
  await ensureSystemLibraries(runtime.executable, !hasDisplay());
  return runtime;
}
