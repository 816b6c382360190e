import type { LiveProblem } from './liveState.ts';

/** Names of what getUserMedia throws, and what a person can do. */
const known: Readonly<Record<string, LiveProblem>> = {
  NotFoundError: {
    what: 'No microphone is connected.',
    advice: 'Connect one: it is found at once. Or show what is played.',
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

export function microphoneProblem(error: unknown): LiveProblem {
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  return known[name] ?? { what: `The microphone cannot be opened: ${message}.`, advice: 'Choose another input.' };
}
