/** The front ends of published models, exactly as their reference code computes them. */
import type { MelParams } from './mel.ts';

/** openai/whisper, whisper/audio.py: 25 ms Hann, 10 ms hop, reflect, last frame dropped, 0–8 kHz in 80 bands. */
const whisper: MelParams = {
  sampleRateHz: 16_000,
  fftSize: 400,
  hopLength: 160,
  window: 'hann',
  pad: 'reflect',
  nMels: 80,
  fMinHz: 0,
  fMaxHz: 8000,
  scale: 'slaney',
  norm: 'slaney',
  power: 2,
  log: 'log10',
  floor: 1e-10,
  dropLastFrame: true,
  finish: 'whisper',
};

export const melPresets = {
  whisper,
  /** large-v3 and large-v3-turbo. */
  whisper128: { ...whisper, nMels: 128 },
  /** jik876/hifi-gan, meldataset.py mel_spectrogram with config_v1.json (LJ Speech, universal). */
  hifigan: {
    sampleRateHz: 22_050,
    fftSize: 1024,
    hopLength: 256,
    window: 'hann',
    pad: 'reflect',
    padSamples: (1024 - 256) / 2,
    nMels: 80,
    fMinHz: 0,
    fMaxHz: 8000,
    scale: 'slaney',
    norm: 'slaney',
    power: 1,
    powerOffset: 1e-9,
    log: 'ln',
    floor: 1e-5,
  },
  /** huggingface/transformers, SpeechT5FeatureExtractor (microsoft/speecht5_tts preprocessor_config.json). */
  speecht5: {
    sampleRateHz: 16_000,
    fftSize: 1024,
    hopLength: 256,
    window: 'hann',
    pad: 'reflect',
    nMels: 80,
    fMinHz: 80,
    fMaxHz: 7600,
    scale: 'slaney',
    norm: 'slaney',
    power: 1,
    log: 'log10',
    floor: 1e-10,
  },
} as const satisfies Record<string, MelParams>;

export type MelPresetName = keyof typeof melPresets;
