/** Effects on the sound: chosen, heard and applied in a panel; what is selected in the spectrogram edited at once; pitch and durations edited as points. */
import { useProject } from '../../client/project.ts';
import { registerCommands } from '../../state/commands.ts';
import { laneMenus } from '../../state/laneMenus.ts';
import { laneOverlays } from '../../state/laneOverlays.ts';
import { channelCommands, channelNames } from './channelCommands.ts';
import { effectCommands } from './effectCommands.ts';
import { useEffects } from './effectStore.ts';
import { followManipulation } from './manipulate/openManipulation.ts';
import { pointCommands } from './manipulate/pointCommands.ts';
import { DurationPoints, PitchPoints } from './manipulate/PointOverlay.tsx';
import { hearChanges } from './manipulate/runManipulation.ts';
import { inspectorSections } from '../../state/inspectorSections.ts';
import { maskCommands } from './mask/maskCommands.ts';
import { MaskOverlay } from './mask/MaskOverlay.tsx';
import { MasksSection } from './mask/MasksSection.tsx';
import { maskToolCommands } from './mask/maskTools.ts';
import { spectralCommands } from './spectralCommands.ts';

export { PointsPanel } from './manipulate/PointsPanel.tsx';
export { EffectsPanel } from './EffectsPanel.tsx';

/** What was copied belongs to its project. */
function followClipboard(): void {
  useProject.subscribe(({ project }, before) => {
    if (project?.projectId !== before.project?.projectId) useEffects.setState({ masked: null });
  });
}

export function registerEffects(): void {
  registerCommands([
    ...effectCommands,
    ...spectralCommands,
    ...maskToolCommands,
    ...maskCommands,
    ...pointCommands,
    ...channelCommands,
  ]);
  laneOverlays.add(
    { name: 'mask', kind: 'spectrogram', View: MaskOverlay },
    { name: 'pitch points', kind: 'spectrogram', View: PitchPoints },
    { name: 'duration points', kind: 'waveform', View: DurationPoints },
  );
  followManipulation();
  hearChanges();
  inspectorSections.add({ name: 'Masks', order: 12, View: MasksSection });
  followClipboard();
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
        'spectral.copy',
        'spectral.paste',
        'effects.pasteMasked',
        'spectral.lasso',
        'spectral.brush',
        'spectral.wand',
        'spectral.harmonics',
        'masks.harmonicsOfPitch',
        'masks.keep',
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
  laneMenus.add({
    name: 'Channels',
    kinds: ['waveform', 'spectrogram'],
    section: { title: 'Channels', names: [...channelNames] },
  });
}
