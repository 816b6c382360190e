/** What a worker says, one line of JSON each: what it is about to do, and what the store has acknowledged. */
export const phaseNames = ['import', 'record', 'edit', 'undo', 'save', 'compact', 'migrate'] as const;
export type PhaseName = (typeof phaseNames)[number];

export type Entry =
  | { readonly kind: 'created'; readonly projectId: string }
  | { readonly kind: 'phase'; readonly name: PhaseName }
  | { readonly kind: 'fault'; readonly kinds: readonly string[]; readonly error: number }
  | { readonly kind: 'intend'; readonly what: string; readonly path?: string }
  /** It failed with an error for the user, and must not have happened. */
  | { readonly kind: 'refused'; readonly what: string; readonly code: string; readonly message: string }
  /** The document that is edited, before its first edit and whenever its history begins anew. */
  | { readonly kind: 'base'; readonly documentId: string; readonly hash: string }
  | { readonly kind: 'edit'; readonly editId: number; readonly title: string; readonly hash: string }
  | { readonly kind: 'head'; readonly headId: number | null; readonly hash: string }
  | { readonly kind: 'view'; readonly n: number }
  | { readonly kind: 'block'; readonly assetId: string; readonly index: number; readonly hash: string }
  | { readonly kind: 'asset'; readonly assetId: string; readonly sha256: string; readonly nSamples: number }
  | { readonly kind: 'removing'; readonly assetId: string }
  | { readonly kind: 'removed'; readonly assetId: string }
  | { readonly kind: 'captured'; readonly takeId: string; readonly nFrames: number }
  /** A piece of chunkFrames, and where the recording ends with it. */
  | { readonly kind: 'recorded'; readonly takeId: string; readonly startFrame: number; readonly nFrames: number }
  | { readonly kind: 'kept'; readonly takeId: string; readonly assetId: string }
  | { readonly kind: 'saved'; readonly path: string; readonly isMoved: boolean; readonly hash: string }
  | { readonly kind: 'migrated'; readonly path: string }
  | { readonly kind: 'migratedEdit'; readonly path: string; readonly editId: number; readonly hash: string }
  | { readonly kind: 'done' };

export const recordedRateHz = 16_000;
export const chunkFrames = recordedRateHz / 10;

/** What is recorded: not 0, below full scale, another in neighbouring places. */
export const recordedValue = (frame: number): number => Math.fround(((frame % 499) + 1) / 1000);

export function readEntries(output: string): Entry[] {
  const complete = output.slice(0, output.lastIndexOf('\n') + 1);
  return complete
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Entry);
}
