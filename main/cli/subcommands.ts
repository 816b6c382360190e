/** Every subcommand: what it is for, and where it is. Each is loaded only when it is asked for. */
import type { Command } from 'commander';
import type { CliContext } from './cliContext.ts';

export interface SubcommandModule {
  /** Gives the command its arguments, options, examples and action. */
  define(command: Command, context: CliContext): void;
}

export interface Subcommand {
  readonly about: string;
  readonly load: () => Promise<SubcommandModule>;
}

export const subcommands: Readonly<Record<string, Subcommand>> = {
  info: { about: 'what a recording is: container, codec, rate, length, peak, hash', load: () => import('./info.ts') },
  convert: {
    about: 'a recording as WAV or FLAC, at another rate, width or length',
    load: () => import('./convert.ts'),
  },
  filter: { about: 'pass, stop, notch and shelf filters', load: () => import('./filter.ts') },
  stretch: { about: 'another duration or pitch of a recording', load: () => import('./stretch.ts') },
  denoise: { about: 'less noise, by a gate on each frequency', load: () => import('./denoise.ts') },
  stft: { about: 'short-time Fourier transform as .npy', load: () => import('./stft.ts') },
  istft: { about: 'sound from a complex spectrogram in .npy', load: () => import('./istft.ts') },
  'griffin-lim': { about: 'sound from magnitudes in .npy', load: () => import('./griffinLim.ts') },
  mel: { about: 'mel spectrogram as .npy, also as published models want it', load: () => import('./mel.ts') },
  mfcc: { about: 'mel-frequency cepstra and their deltas, per frame or interval', load: () => import('./mfcc.ts') },
  spectrogram: { about: 'a spectrogram figure as PNG, SVG or PDF', load: () => import('./spectrogram.ts') },
  pitch: { about: 'pitch as Praat measures it or by pYIN, per frame or interval', load: () => import('./pitch.ts') },
  voice: { about: 'voice report: pulses, jitter, shimmer, noise', load: () => import('./voice.ts') },
  formants: { about: 'formants by linear prediction, per frame or interval', load: () => import('./formants.ts') },
  intensity: { about: 'intensity in dB, per frame or interval', load: () => import('./intensity.ts') },
  ltas: { about: 'long-term average spectrum, its tilt and moments', load: () => import('./ltas.ts') },
  loudness: { about: 'EBU R 128: integrated, range, true peak', load: () => import('./loudness.ts') },
  vad: { about: 'where speech is', load: () => import('./vad.ts') },
  tiers: { about: 'labels from one format into another: TextGrid, ELAN, SRT, …', load: () => import('./tiers.ts') },
  project: { about: 'make, read, fill, check and export .phono projects', load: () => import('./project.ts') },
  macro: { about: 'a list of effects and edits on many files', load: () => import('./macro.ts') },
  models: { about: 'model packs: list, describe, verify', load: () => import('./models.ts') },
  doctor: { about: 'what runs on this machine, what is missing and how to get it', load: () => import('./doctor.ts') },
};
