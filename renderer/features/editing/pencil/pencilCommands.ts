/** Samples by hand: the tool for the mouse, and the same by keys for the sample at the cursor. */
import { amplitudeToDbfs, formatDbfs, signed } from '../../../shared/format/level.ts';
import { announce } from '../../../state/announcements.ts';
import type { Command } from '../../../state/commands.ts';
import { useCorrecting } from '../../../state/correcting.ts';
import { useLayout } from '../../../state/layout.ts';
import { useSelection } from '../../../state/selection.ts';
import { waveformAxisOf } from '../../../state/waveformAxis.ts';
import { whyNoOneSpan, whyNotHere } from '../editTarget.ts';
import { ask } from '../prompt.ts';
import { drawSamples, focusedChannel, inTurn, readChannel } from './drawSamples.ts';
import { sampleText } from './sampleText.ts';
import { smoothed, smoothingReach } from './stroke.ts';

const mostSmoothed = 4096;
const stepOfHeight = 0.01; // of what the lane shows above its middle

const isDrawing = () => useCorrecting.getState().tool === 'pencil';
const why = () => whyNotHere() ?? (isDrawing() ? null : 'samples are not being drawn');

/** Where keys draw: the sample at the cursor, within the sound. */
function sampleAtCursor(lengthSamples: number): number {
  const { selection, cursorSample } = useSelection.getState();
  return Math.min(selection?.startSample ?? cursorSample, lengthSamples - 1);
}

async function setSample(change: (value: number, step: number) => number): Promise<void> {
  const at = focusedChannel();
  if (at === null) return;
  const sample = sampleAtCursor(at.document.lengthSamples);
  const [now = 0] = await readChannel(at, sample, 1);
  const { zoom } = waveformAxisOf(useLayout.getState(), at.trackId);
  const value = Math.min(Math.max(change(now, stepOfHeight / zoom), -1), 1);
  await drawSamples(at, { startSample: sample, values: [value] });
  announce(sampleText(sample, Math.fround(value)));
}

const nudge = (name: string, title: string, key: string, steps: number): Command => ({
  name: `pencil.${name}`,
  title,
  category: 'Edit',
  scope: 'pencil',
  defaultKeys: { phonoscope: [key] },
  isEnabled: () => why() === null,
  disabledReason: why,
  run: () => inTurn(() => setSample((value, step) => value + steps * step)),
});

async function askValue(): Promise<void> {
  const at = focusedChannel();
  if (at === null) return;
  const sample = sampleAtCursor(at.document.lengthSamples);
  const [now = 0] = await readChannel(at, sample, 1);
  ask({
    kind: 'number',
    title: `Value of sample ${String(sample)}`,
    field: `Value of sample ${String(sample)}`,
    action: 'Set value',
    initial: now,
    rules: { dimension: 'plain', format: (value) => signed(value, 6), minValue: -1, maxValue: 1 },
    effect: (value) => `${formatDbfs(amplitudeToDbfs(now))} → ${formatDbfs(amplitudeToDbfs(value))}`,
    apply: (value) => drawSamples(at, { startSample: sample, values: [value] }),
  });
}

const whyNotSmoothed = (): string | null => {
  const { selection } = useSelection.getState();
  const isLong = selection !== null && selection.endSample - selection.startSample > mostSmoothed;
  return whyNoOneSpan() ?? (isLong ? `more than ${String(mostSmoothed)} samples are selected` : null);
};

/** Of the channel that has the focus. Again: smoother. */
async function smooth(): Promise<void> {
  const at = focusedChannel();
  const { selection } = useSelection.getState();
  if (at === null || selection === null) return;
  const { startSample } = selection;
  const count = Math.min(selection.endSample, at.document.lengthSamples) - startSample;
  if (count <= 0) return;
  const first = Math.max(0, startSample - smoothingReach);
  const x = await readChannel(at, first, startSample - first + count + smoothingReach);
  await drawSamples(at, { startSample, values: smoothed(x, { before: startSample - first, count }) });
  announce(`Smoothed ${String(count)} samples`);
}

export const pencilCommands: readonly Command[] = [
  {
    name: 'edit.pencil',
    title: 'Draw samples by hand',
    category: 'Edit',
    defaultKeys: { phonoscope: ['Alt+d'] },
    isEnabled: () => whyNotHere() === null,
    disabledReason: whyNotHere,
    isOn: isDrawing,
    run: () => {
      const isOn = isDrawing();
      useCorrecting.setState({ tool: isOn ? null : 'pencil' });
      announce(isOn ? 'Samples are not drawn any more' : 'Samples are drawn by hand');
    },
  },
  {
    name: 'edit.smoothSamples',
    title: 'Smooth the selected samples',
    category: 'Edit',
    defaultKeys: { phonoscope: ['Alt+Shift+d'] },
    isEnabled: () => whyNotSmoothed() === null,
    disabledReason: whyNotSmoothed,
    run: () => inTurn(smooth),
  },
  nudge('up', 'Raise the sample at the cursor', 'ArrowUp', 1),
  nudge('down', 'Lower the sample at the cursor', 'ArrowDown', -1),
  nudge('upMore', 'Raise the sample at the cursor by ten steps', 'Shift+ArrowUp', 10),
  nudge('downMore', 'Lower the sample at the cursor by ten steps', 'Shift+ArrowDown', -10),
  nudge('upLess', 'Raise the sample at the cursor by a tenth of a step', 'Alt+ArrowUp', 0.1),
  nudge('downLess', 'Lower the sample at the cursor by a tenth of a step', 'Alt+ArrowDown', -0.1),
  {
    name: 'pencil.value',
    title: 'Value of the sample at the cursor…',
    category: 'Edit',
    scope: 'pencil',
    defaultKeys: { phonoscope: ['Alt+v'] },
    isEnabled: () => why() === null,
    disabledReason: why,
    run: askValue,
  },
];
