import { _electron, type ElectronApplication } from 'playwright';
import { distOf, type ElectronRuntime } from './resolveElectron.ts';

type LaunchOptions = Omit<NonNullable<Parameters<typeof _electron.launch>[0]>, 'executablePath' | 'chromiumSandbox'>;

/**
 * Starts the app under Playwright, its window held back until Playwright watches. Given an executablePath Playwright
 * does not hold it, and then waits for ever when it attaches in the moment between the first page and its first
 * navigation (one start in eight on two cores); so it is told of the executable in the way the `electron` package is.
 */
export async function launchHeld(
  runtime: Pick<ElectronRuntime, 'executable'>,
  options: LaunchOptions,
): Promise<ElectronApplication> {
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = distOf(runtime);
  // Playwright would switch the sandbox off for everyone.
  return _electron.launch({ ...options, chromiumSandbox: true });
}
