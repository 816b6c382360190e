/** Asks the launcher which Electron it would start. It is reached by URL: a packaged app is its own and has no launcher. */
export interface FoundElectron {
  readonly executable: string;
  readonly version: string;
  readonly source: string;
}

interface Launcher {
  readonly findElectron: () => FoundElectron | null;
  readonly cacheDir: () => string;
}

export async function findElectron(): Promise<{ found: FoundElectron | null; cacheFolder: string } | null> {
  try {
    const { findElectron: find } = await load<Pick<Launcher, 'findElectron'>>('findElectron.ts');
    const { cacheDir } = await load<Pick<Launcher, 'cacheDir'>>('cacheDir.ts');
    return { found: find(), cacheFolder: cacheDir() };
  } catch {
    return null; // installed without the packages that only the window needs
  }
}

async function load<T>(file: string): Promise<T> {
  return (await import(new URL(`../../../scripts/runtime/${file}`, import.meta.url).href)) as T;
}
