/** Runs `work` at most once per animation frame, however often it is asked for. */
export interface FrameTask {
  request(): void;
  cancel(): void;
}

export function frameTask(work: () => void): FrameTask {
  let handle = 0;
  return {
    request: () => {
      if (handle !== 0) return;
      handle = requestAnimationFrame(() => {
        handle = 0;
        work();
      });
    },
    cancel: () => {
      if (handle !== 0) cancelAnimationFrame(handle);
      handle = 0;
    },
  };
}
