/** Asks the launcher which Electron it would start. It is reached by URL: a packaged app is its own and has no launcher. */
export interface FoundElectron {
  readonly executable: string;
  readonly version: string;
  readonly source: string;
  /** Fuses that are not as in a released app; null if they cannot be read. */
  readonly openFuses: readonly string[] | null;
}

export interface FoundPackage {
  readonly executable: string;
  readonly openFuses: readonly string[] | null;
}

interface Launcher {
  readonly findElectron: () => Omit<FoundElectron, 'openFuses'> | null;
  readonly cacheDir: () => string;
  readonly openFusesOf: (path: string) => Promise<string[] | null>;
  readonly findPackagedApp: () => Promise<FoundPackage | null>;
}

export interface Found {
  readonly found: FoundElectron | null;
  readonly packaged: FoundPackage | null;
  readonly cacheFolder: string;
}

export async function findElectron(): Promise<Found | null> {
  try {
    const { findElectron: find } = await load('runtime/findElectron.ts', 'findElectron');
    const { cacheDir } = await load('runtime/cacheDir.ts', 'cacheDir');
    const { openFusesOf, findPackagedApp } = await load('package/findFuses.ts', 'openFusesOf', 'findPackagedApp');
    const found = find();
    return {
      found: found && { ...found, openFuses: await openFusesOf(found.executable) },
      packaged: await findPackagedApp(),
      cacheFolder: cacheDir(),
    };
  } catch {
    return null; // installed without the packages that only the window needs
  }
}

/** `names` are the functions that are used of the file. */
async function load<Name extends keyof Launcher>(file: string, ..._names: Name[]): Promise<Pick<Launcher, Name>> {
  return (await import(new URL(`../../../scripts/${file}`, import.meta.url).href)) as Pick<Launcher, Name>;
}
