/** Effects on the sound: chosen, heard and applied in a panel; what is selected in the spectrogram edited at once; pitch and durations edited as points. */
import { registerCommands } from '../../state/commands.ts';
import { laneMenus } from '../../state/laneMenus.ts';
import { laneOverlays } from '../../state/laneOverlays.ts';
import { effectCommands } from './effectCommands.ts';
import { followManipulation } from './manipulate/openManipulation.ts';
import { pointCommands } from './manipulate/pointCommands.ts';
import { DurationPoints, PitchPoints } from './manipulate/PointOverlay.tsx';
import { hearChanges } from './manipulate/runManipulation.ts';
import { MaskOverlay } from './mask/MaskOverlay.tsx';
import { maskToolCommands } from './mask/maskTools.ts';
import { spectralCommands } from './spectralCommands.ts';

export { PointsPanel } from './manipulate/PointsPanel.tsx';
export { EffectsPanel } from './EffectsPanel.tsx';

export function registerEffects(): void {
  registerCommands([...effectCommands, ...spectralCommands, ...maskToolCommands, ...pointCommands]);
  laneOverlays.add(
    { name: 'mask', kind: 'spectrogram', View: MaskOverlay },
    { name: 'pitch points', kind: 'spectrogram', View: PitchPoints },
    { name: 'duration points', kind: 'waveform', View: DurationPoints },
  );
  followManipulation();
  hearChanges();
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
  laneMenus.add({
    name: 'Pitch and durations',
    kinds: ['waveform', 'spectrogram'],
    section: {
      title: 'Pitch and durations',
      names: ['points.edit', 'points.add', 'points.remove', 'points.hear', 'points.apply', 'points.cancel'],
    },
  });
}
