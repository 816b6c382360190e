/** Parameters of speech detection, as last set in the inspector. */
import { create } from 'zustand';

export interface SpeechSettings {
  readonly threshold: number; // speech probability, 0.01 … 0.99
  readonly minSpeechMs: number;
  readonly minSilenceMs: number;
  readonly padMs: number;
}

export const defaultSpeechSettings: SpeechSettings = { threshold: 0.5, minSpeechMs: 250, minSilenceMs: 100, padMs: 30 };

export const useSpeechSettings = create<SpeechSettings>()(() => defaultSpeechSettings);
