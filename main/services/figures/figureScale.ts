import type { FigureScaleName } from '../../../preload/contract/figureFormat.ts';
import { frequencyScales, type FrequencyScale } from '../../engine/dsp/frequencyScale.ts';

/** Mel without a name beside it is Slaney's, as in librosa. */
export function figureScale(name: FigureScaleName): FrequencyScale {
  return frequencyScales[name === 'mel' ? 'mel-slaney' : name];
}

export function frequencyTitle(name: FigureScaleName): string {
  return `frequency (Hz${name === 'linear' ? '' : `, ${name}`})`;
}
