/** Why an input gives no sound, and what a person can do. */
export interface InputProblem {
  readonly what: string;
  readonly advice: string;
}

/** By the names of what getUserMedia throws. */
const known: Readonly<Record<string, InputProblem>> = {
  NotFoundError: {
    what: 'No microphone is connected.',
    advice: 'Connect one: it is found at once.',
  },
  NotAllowedError: {
    what: 'The system does not let Phonoscope use the microphone.',
    advice: 'Allow it in the system’s privacy settings, then start again.',
  },
  NotReadableError: {
    what: 'The microphone cannot be opened.',
    advice: 'Another program may hold it: close that, or choose another input.',
  },
  OverconstrainedError: {
    what: 'The chosen input is not connected any more.',
    advice: 'Choose another one.',
  },
};

export function microphoneProblem(error: unknown): InputProblem {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  return known[name] ?? { what: `The microphone cannot be opened: ${message}.`, advice: 'Choose another input.' };
}
