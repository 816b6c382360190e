/** The switches burnt into a packaged Electron: one table, set after packaging, read back by tests and by `doctor`. */
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';

export type FuseName = keyof typeof FuseV1Options;

/** What each one must be in a released app. The type asks for every fuse that @electron/fuses knows. */
export const packagedFuses: Readonly<Record<FuseName, boolean>> = {
  RunAsNode: false, // ELECTRON_RUN_AS_NODE would make the app an interpreter of anybody's code
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false, // --inspect would open main to every local process
  EnableEmbeddedAsarIntegrityValidation: true, // heeded on macOS and Windows; Linux has no such check
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false, // we ship no such file
  GrantFileProtocolExtraPrivileges: false, // nothing is loaded from file://
  WasmTrapHandlers: true, // what Chromium does; without it WASM checks every access in software
};

const fuseNames = Object.keys(packagedFuses) as FuseName[];

export type FuseStates = Readonly<Partial<Record<FuseName, boolean>>>;

/** The fuses that an Electron has; those its version does not know are left out. `path`: executable or .app folder. */
export async function readFuses(path: string): Promise<FuseStates> {
  const wire = await getCurrentFuseWire(path);
  const known = fuseNames.filter((name) => [FuseState.ENABLE, FuseState.DISABLE].includes(wire[FuseV1Options[name]]!));
  return Object.fromEntries(known.map((name) => [name, wire[FuseV1Options[name]] === FuseState.ENABLE]));
}

/**
 * Sets every fuse that this Electron has.
 * @throws Error if it has one that the table does not
 */
export async function setPackagedFuses(path: string): Promise<void> {
  const wire = await getCurrentFuseWire(path);
  const known = fuseNames.filter((name) => FuseV1Options[name] in wire);
  const wanted = Object.fromEntries(known.map((name) => [FuseV1Options[name], packagedFuses[name]]));
  await flipFuses(path, {
    version: FuseVersion.V1,
    ...(wanted as Record<FuseV1Options, boolean>),
    strictlyRequireAllFuses: true,
    resetAdHocDarwinSignature: process.platform === 'darwin', // Apple silicon refuses a binary changed after signing
  });
}

/** Names of the fuses that are not as in a released app. */
export function openFuses(states: FuseStates): FuseName[] {
  return fuseNames.filter((name) => states[name] !== undefined && states[name] !== packagedFuses[name]);
}
