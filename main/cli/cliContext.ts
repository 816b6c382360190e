/** What a subcommand gets beside its options. */
export interface CliContext {
  /** Aborted by Ctrl-C, a request to end, or a reader of our output that went away. */
  readonly signal: AbortSignal;
  /** Ends with exit code 1 although nothing was thrown: part of the work failed and has been reported. */
  markFailed(): void;
  /** An error in the words of the command line: see options/inOptions.ts. */
  toldInOptions(error: unknown): unknown;
}
