import type { EffectDescription } from '../../engine/dsp/rendering/effectDescription.ts';

const signed = (value: number) => `${value > 0 ? '+' : ''}${value}`;

/** As undo names it. */
export function effectTitle(effect: EffectDescription): string {
  switch (effect.kind) {
    case 'gain':
      return `Gain ${signed(effect.gainDb)} dB`;
    case 'invert':
      return 'Invert';
    case 'reverse':
      return 'Reverse';
    case 'silence':
      return 'Silence';
    case 'fade':
      return `Fade ${effect.direction}`;
    case 'removeDc':
      return 'Remove DC';
    case 'normalizePeak':
      return `Normalise to ${effect.targetDb} dB`;
    case 'normalizeLoudness':
      return `Normalise to ${effect.targetLufs} LUFS`;
    case 'mixChannels':
      return 'Mix channels';
    case 'filter':
      return effect.sections.length === 1 ? 'Filter' : 'Equalise';
    case 'bandFilter':
      return effect.isStop ? 'Band-stop filter' : 'Band-pass filter';
    case 'timeStretch':
      return `Stretch to ${effect.factor} times the length`;
    case 'pitchShift':
      return `Shift pitch by ${signed(effect.semitones)} semitones`;
    case 'reduceNoise':
      return 'Reduce noise';
    case 'resample':
      return `Resample to ${effect.toHz} Hz`;
    case 'generate':
      return `Generate ${effect.sound.type}`;
    case 'manipulate':
      if (effect.duration === null) return 'Change pitch';
      return effect.pitch === null ? 'Change durations' : 'Change pitch and durations';
    case 'pasteMasked':
      return `Paste masked sound${effect.shiftHz === 0 ? '' : `, ${signed(effect.shiftHz)} Hz`}`;
    case 'mask':
      return maskTitle(effect.action);
  }
}

function maskTitle(action: Extract<EffectDescription, { kind: 'mask' }>['action']): string {
  switch (action.type) {
    case 'level':
      return `Spectral gain ${signed(action.gainDb)} dB`;
    case 'erase':
      return 'Erase in the spectrogram';
    case 'heal':
      return 'Heal in the spectrogram';
    case 'inside':
      return 'Keep what is inside the mask';
    case 'outside':
      return 'Keep what is outside the mask';
  }
}
