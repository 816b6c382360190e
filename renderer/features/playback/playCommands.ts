/** What can be played, as commands. */
import { getActiveDocument } from '../../client/project.ts';
import { registerCommands, type Command } from '../../state/commands.ts';
import { useEditing } from '../../state/editing.ts';
import { noDropOuts, usePlayback } from '../../state/playback.ts';
import { useRecording } from '../../state/recording.ts';
import { rangesOf, useSelection, type FrequencyBand } from '../../state/selection.ts';
import { useViewport } from '../../state/viewport.ts';
import { endSampleOf } from '../../state/viewportMaths.ts';
import type { Player, PlayRequest } from './player.ts';

const speedSteps = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];

type Range = Pick<PlayRequest, 'startSample' | 'endSample' | 'band' | 'ranges'>;

const hasDocument = () => getActiveDocument() !== null;
const isRecording = () => useRecording.getState().controls !== null;
const isActive = () => usePlayback.getState().state !== 'stopped';

/** From the cursor to the end, or the selection if there is one (its frequency band too): all its ranges in order. */
function selectionOrRest(lengthSamples: number): Range {
  const state = useSelection.getState();
  const { selection, cursorSample } = state;
  const ranges = rangesOf(state)
    .map(({ startSample, endSample }) => ({ startSample, endSample: Math.min(endSample, lengthSamples) }))
    .filter(({ startSample, endSample }) => endSample > startSample);
  const [first] = ranges;
  if (first !== undefined && ranges.length > 1) return { ...first, band: null, ranges };
  if (selection !== null) return { ...selection, endSample: Math.min(selection.endSample, lengthSamples) };
  return { startSample: cursorSample < lengthSamples ? cursorSample : 0, endSample: lengthSamples, band: null };
}

function visibleRange(lengthSamples: number): Range {
  const view = useViewport.getState();
  const endSample = Math.min(lengthSamples, Math.ceil(endSampleOf(view)));
  return { startSample: Math.max(0, Math.floor(view.startSample)), endSample, band: null };
}

/** All tracks of the document at once. */
function requestFor(choose: (lengthSamples: number) => Range): PlayRequest | null {
  const document = getActiveDocument();
  if (!document?.mix) return null;
  const range = choose(document.lengthSamples);
  if (range.endSample <= range.startSample) return null;
  const { sourceId, channels } = document.mix;
  const loop = usePlayback.getState().isLooping;
  const { soloTrackIds } = useEditing.getState();
  return { sourceId, sampleRateHz: document.sampleRateHz, channels, loop, soloTrackIds, ...range };
}

function changeSpeed(direction: 1 | -1): void {
  const { speed, set } = usePlayback.getState();
  const steps = direction > 0 ? speedSteps : speedSteps.toReversed();
  set({ speed: steps.find((step) => (step - speed) * direction > 1e-9) ?? speed });
}

export function registerPlayCommands(player: Player): () => void {
  const play = async (choose: (lengthSamples: number) => Range) => {
    const request = requestFor(choose);
    if (request !== null) await player.play(request);
  };

  const startOrStop = (choose: (lengthSamples: number) => Range) => {
    const { controls } = useRecording.getState();
    if (controls !== null) {
      controls.stop();
      return undefined;
    }
    if (isActive()) {
      player.stop();
      return undefined;
    }
    return play(choose);
  };

  const restart = (change: Partial<PlayRequest>): Promise<void> | undefined => {
    const { request } = player;
    const at = usePlayback.getState().positionSample;
    return request === null
      ? undefined
      : player.play({
          ...request,
          ...change,
          startSample: request.loop || at === null ? request.startSample : Math.floor(at - (request.originSample ?? 0)),
        });
  };

  const band = (): FrequencyBand | null => useSelection.getState().selection?.band ?? null;

  const commands: Command[] = [
    {
      name: 'play.toggle',
      title: 'Play or stop',
      category: 'Play',
      defaultKeys: { phonoscope: ['Space'], praat: ['Space', 'Tab'], audacity: ['Space'] },
      isEnabled: () => hasDocument() || isRecording(),
      run: () => startOrStop(selectionOrRest),
    },
    {
      name: 'play.pause',
      title: 'Pause or resume',
      category: 'Play',
      defaultKeys: { phonoscope: ['p'] },
      isEnabled: () => isActive() || isRecording(),
      isOn: () => usePlayback.getState().state === 'paused' || useRecording.getState().status === 'paused',
      run: () => {
        const { controls } = useRecording.getState();
        if (controls !== null) {
          controls.togglePause();
          return;
        }
        player.setPaused(usePlayback.getState().state !== 'paused');
      },
    },
    {
      name: 'play.stop',
      title: 'Stop',
      category: 'Play',
      defaultKeys: { phonoscope: [], praat: ['Escape'] },
      isEnabled: isActive,
      run: () => {
        player.stop();
      },
    },
    {
      name: 'play.stopHere',
      title: 'Stop and move the cursor here',
      category: 'Play',
      defaultKeys: { phonoscope: ['x'] },
      isEnabled: isActive,
      run: () => {
        const at = usePlayback.getState().positionSample;
        player.stop();
        if (at !== null) useSelection.getState().moveCursor(at);
      },
    },
    {
      name: 'play.view',
      title: 'Play from the start of the view',
      category: 'Play',
      defaultKeys: { phonoscope: ['Shift+Space'], praat: ['Shift+Tab', 'Shift+Space'] },
      isEnabled: hasDocument,
      run: () => startOrStop(visibleRange),
    },
    {
      name: 'play.all',
      title: 'Play the whole recording',
      category: 'Play',
      isEnabled: hasDocument,
      run: () => play((length) => ({ startSample: 0, endSample: length, band: null })),
    },
    {
      name: 'play.selectionAllFrequencies',
      title: 'Play the selection without its frequency limits',
      category: 'Play',
      isEnabled: () => band() !== null,
      run: () => play((length) => ({ ...selectionOrRest(length), band: null })),
    },
    {
      name: 'play.toggleLoop',
      title: 'Loop',
      category: 'Play',
      defaultKeys: { phonoscope: ['l'] },
      isOn: () => usePlayback.getState().isLooping,
      run: () => {
        const isLooping = !usePlayback.getState().isLooping;
        usePlayback.getState().set({ isLooping });
        return restart({ loop: isLooping });
      },
    },
    {
      name: 'play.faster',
      title: 'Play faster (pitch follows)',
      category: 'Play',
      defaultKeys: { phonoscope: ['Shift+Period'] },
      run: () => {
        changeSpeed(1);
      },
    },
    {
      name: 'play.slower',
      title: 'Play slower (pitch follows)',
      category: 'Play',
      defaultKeys: { phonoscope: ['Shift+Comma'] },
      run: () => {
        changeSpeed(-1);
      },
    },
    {
      name: 'play.normalSpeed',
      title: 'Play at the recorded speed',
      category: 'Play',
      isOn: () => usePlayback.getState().speed === 1,
      run: () => {
        usePlayback.getState().set({ speed: 1 });
      },
    },
    {
      name: 'play.resetDropOuts',
      title: 'Reset the count of drop-outs',
      category: 'Play',
      isEnabled: () => usePlayback.getState().dropOuts.count > 0,
      run: () => {
        usePlayback.getState().set({ dropOuts: noDropOuts });
      },
    },
  ];
  return registerCommands(commands);
}
