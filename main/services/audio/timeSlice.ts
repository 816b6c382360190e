/** Long enough to be efficient, short enough that a request never waits a frame's time for the studio thread. */
const defaultSliceMs = 8;

/**
 * Lets other work of this thread run between the pieces of a long one.
 * @returns a function to await after every piece; it yields only when the slice is used up
 */
export function createTimeSlice(sliceMs = defaultSliceMs): () => Promise<void> | undefined {
  let startMs = performance.now();
  return () => {
    if (performance.now() - startMs < sliceMs) return undefined;
    return new Promise((resolve) => {
      setImmediate(() => {
        startMs = performance.now();
        resolve();
      });
    });
  };
}
