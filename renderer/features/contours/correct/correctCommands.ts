/** Corrections by hand without a pointer: on the selection, or on the frame or pulse at the cursor. */
import type { ContourCorrection, PitchCandidateSlice } from '../../../../preload/contract/contours.ts';
import { getActiveDocument } from '../../../client/project.ts';
import { studio } from '../../../client/studio.ts';
import { formatHz } from '../../../shared/format/frequency.ts';
import { announce } from '../../../state/announcements.ts';
import type { Command } from '../../../state/commands.ts';
import { pitchParamsOf, useContourSettings } from '../../../state/contourSettings.ts';
import { useCorrecting, type CorrectingTool } from '../../../state/correcting.ts';
import { useLayout } from '../../../state/layout.ts';
import { notify } from '../../../state/notices.ts';
import { useSelection } from '../../../state/selection.ts';
import { useViewport } from '../../../state/viewport.ts';
import { addressedTrack } from '../contourReading.ts';
import { applyCorrections, type CorrectedChannel } from './applyCorrections.ts';
import { additionAt, removalOf } from './attachPulseGestures.ts';
import { chosenHz, frameNear, sampleOfFrame, stretchOfFrame, voicedCandidates } from './candidateFrames.ts';

interface Address extends CorrectedChannel {
  readonly sampleRateHz: number;
}

/** The channel of the lane that has or last had the focus. */
function addressed(): Address | null {
  const document = getActiveDocument();
  const found = document && addressedTrack(document, useLayout.getState().focusedLaneKey);
  if (document == null || found == null) return null;
  const { documentId, sampleRateHz } = document;
  const { trackId, sourceId } = found.track;
  return { documentId, sampleRateHz, trackId, sourceId, channel: found.channel };
}

const hasTrack = () => addressed() !== null;

interface FrameAtCursor {
  readonly slice: PitchCandidateSlice;
  readonly frame: number;
}

async function candidatesAround({ sourceId, channel, sampleRateHz }: Address): Promise<PitchCandidateSlice> {
  const pitch = pitchParamsOf(useContourSettings.getState().settings);
  const { cursorSample } = useSelection.getState();
  const around = Math.ceil(Math.max(0.1, 2 * pitch.timeStepSec) * sampleRateHz);
  return studio.call['contours.candidates']({
    sourceId,
    channel,
    pitch,
    startSample: Math.max(0, cursorSample - around),
    endSample: cursorSample + around,
  });
}

async function frameAtCursor(address: Address): Promise<FrameAtCursor | null> {
  const slice = await candidatesAround(address);
  const frame = frameNear(slice, useSelection.getState().cursorSample / address.sampleRateHz);
  return frame === null ? null : { slice, frame };
}

async function stretch(address: Address): Promise<{ startSample: number; endSample: number } | null> {
  const { selection } = useSelection.getState();
  if (selection !== null) return { startSample: selection.startSample, endSample: selection.endSample };
  const at = await frameAtCursor(address);
  return at === null ? null : stretchOfFrame(at.slice, at.frame, address.sampleRateHz);
}

async function correct(address: Address, corrections: readonly ContourCorrection[], said: string): Promise<void> {
  if (corrections.length === 0) return;
  if (await applyCorrections(address, corrections)) announce(said);
  else notify('info', 'Nothing was corrected', 'No frame there has another candidate to take.');
}

interface CommandRow {
  readonly name: string;
  readonly title: string;
  readonly keys?: readonly string[];
  readonly run: (address: Address) => Promise<unknown>;
}

const command = ({ name, title, keys = [], run }: CommandRow): Command => ({
  name: `contours.${name}`,
  title,
  category: 'Analyse',
  defaultKeys: { phonoscope: keys },
  isEnabled: hasTrack,
  run: () => {
    const address = addressed();
    return address === null ? undefined : run(address);
  },
});

const tool = (name: CorrectingTool, title: string, key: string): Command => ({
  name: `contours.correct-${name}`,
  title,
  category: 'Analyse',
  defaultKeys: { phonoscope: [key] },
  isEnabled: hasTrack,
  isOn: () => useCorrecting.getState().tool === name,
  run: () => {
    const isOn = useCorrecting.getState().tool === name;
    useCorrecting.setState({ tool: isOn ? null : name });
    if (!isOn) useContourSettings.getState().change(name, { isShown: true });
    announce(isOn ? `${title} off` : title);
  },
});

type StretchKind = Extract<ContourCorrection, { startSample: number }>['kind'];

const stretchCommand = (kind: StretchKind, name: string, what: string, keys: readonly string[]): Command =>
  command({
    name,
    title: `${what} in the selection or at the cursor`,
    keys,
    run: async (address) => {
      const at = await stretch(address);
      if (at !== null) await correct(address, [{ kind, ...at }], what);
    },
  });

/** The next candidate above or below the pitch at the cursor; an unvoiced frame starts from the lowest or highest. */
const candidateCommand = (direction: 'higher' | 'lower', keys: readonly string[]): Command =>
  command({
    name: `${direction}-candidate`,
    title: `Take the ${direction} candidate of pitch at the cursor`,
    keys,
    run: async (address) => {
      const at = await frameAtCursor(address);
      if (at === null) return;
      const now = chosenHz(at.slice, at.frame);
      const candidates = voicedCandidates(at.slice, at.frame);
      const next =
        direction === 'higher'
          ? candidates.find(({ hz }) => hz > (now ?? 0))
          : candidates.findLast(({ hz }) => hz < (now ?? Infinity));
      if (next === undefined) return;
      const atSample = sampleOfFrame(at.slice, at.frame, address.sampleRateHz);
      await correct(address, [{ kind: 'choose', atSample, hz: next.hz }], formatHz(next.hz));
    },
  });

const frameCommand = (direction: 'next' | 'previous', keys: readonly string[]): Command =>
  command({
    name: `${direction}-frame`,
    title: `Cursor to the ${direction} frame of pitch`,
    keys,
    run: async (address) => {
      const at = await frameAtCursor(address);
      if (at === null) return;
      const frame = at.frame + (direction === 'next' ? 1 : -1);
      if (frame < 0) return;
      const sample = sampleOfFrame(at.slice, frame, address.sampleRateHz);
      useSelection.getState().moveCursor(Math.min(sample, useViewport.getState().lengthSamples));
      useViewport.getState().reveal(sample);
    },
  });

async function pulsesWithin(address: Address, startSample: number, endSample: number): Promise<Float64Array> {
  const { sourceId, channel } = address;
  const pitch = pitchParamsOf(useContourSettings.getState().settings);
  return (await studio.call['contours.pulses']({ sourceId, channel, pitch, startSample, endSample })).timesSec;
}

/** The pulse that a person at the cursor means: the nearest within a twentieth of a second. */
async function pulseAtCursor(address: Address): Promise<number | null> {
  const { cursorSample } = useSelection.getState();
  const around = Math.ceil(0.05 * address.sampleRateHz);
  const near = await pulsesWithin(address, Math.max(0, cursorSample - around), cursorSample + around);
  const far = (timeSec: number) => Math.abs(timeSec * address.sampleRateHz - cursorSample);
  return near.reduce<number | null>((best, t) => (best === null || far(t) < far(best) ? t : best), null);
}

async function removePulses(address: Address): Promise<void> {
  const { selection } = useSelection.getState();
  const atCursor = selection === null ? await pulseAtCursor(address) : null;
  const gone =
    selection !== null
      ? [...(await pulsesWithin(address, selection.startSample, selection.endSample))]
      : atCursor === null
        ? []
        : [atCursor];
  const corrections = gone.map((timeSec) => removalOf(timeSec, address.sampleRateHz));
  await correct(address, corrections, gone.length === 1 ? 'Pulse removed' : `${String(gone.length)} pulses removed`);
}

async function movePulse(address: Address): Promise<void> {
  const from = await pulseAtCursor(address);
  if (from === null) return;
  const moved = [removalOf(from, address.sampleRateHz), additionAt(useSelection.getState().cursorSample)];
  await correct(address, moved, 'Pulse moved');
}

const reset = (which: 'pitch' | 'pulses', ofSelection: boolean): Command => ({
  ...command({
    name: `reset-${which}${ofSelection ? '-selection' : ''}`,
    title: `Take back corrections of ${which}${ofSelection ? ' in the selection' : ''}`,
    run: async ({ documentId, trackId, channel }) => {
      const { selection } = useSelection.getState();
      const span =
        ofSelection && selection !== null
          ? { startSample: selection.startSample, endSample: selection.endSample }
          : null;
      const wanted = { kind: 'contour.reset' as const, trackId, channel, which, span };
      const { editId } = await studio.call['edits.apply']({ documentId, command: wanted });
      announce(editId === null ? 'Nothing was corrected' : 'Corrections taken back');
    },
  }),
  isEnabled: () => hasTrack() && (!ofSelection || useSelection.getState().selection !== null),
});

export const correctCommands: readonly Command[] = [
  tool('pitch', 'Correct pitch by hand', 'Alt+p'),
  tool('pulses', 'Correct pulses by hand', 'Alt+g'),
  stretchCommand('octaveUp', 'octave-up', 'Octave up', ['Alt+o']),
  stretchCommand('octaveDown', 'octave-down', 'Octave down', ['Alt+Shift+o']),
  stretchCommand('unvoice', 'unvoice', 'Unvoice frames', ['Alt+u']),
  stretchCommand('voice', 'voice', 'Voice frames', ['Alt+Shift+u']),
  candidateCommand('higher', ['Alt+Shift+ArrowUp']),
  candidateCommand('lower', ['Alt+Shift+ArrowDown']),
  frameCommand('next', ['Alt+n']),
  frameCommand('previous', ['Alt+Shift+n']),
  command({
    name: 'add-pulse',
    title: 'Add a pulse at the cursor',
    keys: ['Alt+a'],
    run: (address) => correct(address, [additionAt(useSelection.getState().cursorSample)], 'Pulse added'),
  }),
  command({
    name: 'remove-pulses',
    title: 'Remove the pulses of the selection or the one at the cursor',
    keys: ['Alt+x'],
    run: removePulses,
  }),
  command({
    name: 'move-pulse',
    title: 'Move the nearest pulse to the cursor',
    keys: ['Alt+m'],
    run: movePulse,
  }),
  reset('pitch', false),
  reset('pitch', true),
  reset('pulses', false),
  reset('pulses', true),
];
