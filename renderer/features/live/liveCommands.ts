import { changeSettings } from '../../client/settings.ts';
import { registerCommands, type Command } from '../../state/commands.ts';
import { useLayout } from '../../state/layout.ts';
import { liveSession } from './liveSession.ts';
import { liveSpans, useLive, type LiveSource } from './liveState.ts';

const isShown = () => useLayout.getState().workspace === 'live';

export function chooseSource(source: LiveSource): Promise<void> | undefined {
  const { source: before, status } = useLive.getState();
  if (before === source) return undefined;
  liveSession.stop();
  useLive.setState({ source, problem: null });
  return status === 'stopped' ? undefined : liveSession.start();
}

/** Remembered for the next start of the program too. */
export async function chooseInput(inputDeviceId: string): Promise<void> {
  await changeSettings({ inputDeviceId });
  const { status, source } = useLive.getState();
  if (source === 'microphone' && status !== 'stopped') await liveSession.start();
}

const sourceCommand = (source: LiveSource, title: string): Command => ({
  name: `live.${source}`,
  title,
  category: 'Play',
  isOn: () => useLive.getState().source === source,
  run: () => {
    useLayout.getState().change({ workspace: 'live' });
    return chooseSource(source);
  },
});

const commands: readonly Command[] = [
  {
    name: 'live.toggle',
    title: 'Live spectrogram: start or stop',
    category: 'Play',
    defaultKeys: { phonoscope: ['Shift+L'] },
    isOn: () => useLive.getState().status !== 'stopped',
    run: () => {
      if (useLive.getState().status !== 'stopped') {
        liveSession.stop();
        return undefined;
      }
      useLayout.getState().change({ workspace: 'live' });
      return liveSession.start();
    },
  },
  {
    name: 'live.freeze',
    title: 'Live spectrogram: freeze the picture or go on',
    category: 'Play',
    defaultKeys: { phonoscope: ['Shift+H'] },
    isEnabled: () => isShown() && useLive.getState().sampleRateHz !== null,
    isOn: () => useLive.getState().isFrozen,
    run: () => {
      useLive.setState((s) => ({ isFrozen: !s.isFrozen }));
    },
  },
  {
    name: 'live.nextSpan',
    title: 'Live spectrogram: another span of time',
    category: 'Play',
    defaultKeys: { phonoscope: ['Shift+T'] },
    isEnabled: isShown,
    run: () => {
      const at = liveSpans.findIndex((sec) => sec === useLive.getState().spanSec);
      useLive.setState({ spanSec: liveSpans[(at + 1) % liveSpans.length] ?? liveSpans[0] });
    },
  },
  {
    name: 'live.resume',
    title: 'Live spectrogram: go on after the system suspended the sound',
    category: 'Play',
    isEnabled: () => useLive.getState().status === 'suspended',
    run: () => liveSession.resume(),
  },
  sourceCommand('microphone', 'Live spectrogram of the microphone'),
  sourceCommand('playback', 'Live spectrogram of what is played'),
];

export function registerLive(): () => void {
  return registerCommands(commands);
}
