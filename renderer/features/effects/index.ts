/** Effects on the sound: chosen, heard and applied in a panel; what is selected in the spectrogram edited at once. */
import { registerCommands } from '../../state/commands.ts';
import { laneMenus } from '../../state/laneMenus.ts';
import { laneOverlays } from '../../state/laneOverlays.ts';
import { effectCommands } from './effectCommands.ts';
import { MaskOverlay } from './mask/MaskOverlay.tsx';
import { maskToolCommands } from './mask/maskTools.ts';
import { spectralCommands } from './spectralCommands.ts';

export { EffectsPanel } from './EffectsPanel.tsx';

export function registerEffects(): void {
  registerCommands([...effectCommands, ...spectralCommands, ...maskToolCommands]);
  laneOverlays.add({ name: 'mask', kind: 'spectrogram', View: MaskOverlay });
  laneMenus.add({
    name: 'Spectral edit',
    kinds: ['spectrogram'],
    section: {
      title: 'Spectral edit',
      names: [
        'effects.attenuate',
        'effects.boost',
        'spectral.erase',
        'spectral.heal',
        'spectral.hearInside',
        'spectral.hearOutside',
        'spectral.lasso',
        'spectral.brush',
        'spectral.wand',
      ],
    },
  });
  laneMenus.add({
    name: 'Effects',
    kinds: ['waveform', 'spectrogram'],
    section: {
      title: 'Effects',
      names: ['effects.normalizePeak', 'effects.equalise', 'effects.reduceNoise', 'effects.timeStretch'],
    },
  });
}
