/** What long work reports: `done` of `total` (null while unknown) in `unit`. */
export interface Progress {
  readonly done: number;
  readonly total: number | null;
  readonly unit: string;
  readonly note?: string;
}

export type ReportProgress = (progress: Progress) => void;

/** Every long-running engine function takes these as its last, optional argument. */
export interface WorkOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ReportProgress | undefined;
}
