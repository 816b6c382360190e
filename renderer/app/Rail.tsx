import { AudioWaveform, Boxes, Radio, Keyboard, Settings } from 'lucide-react';
import { CommandButton } from '../shared/ui/CommandButton.tsx';
import { useLayout } from '../state/layout.ts';
import styles from './Rail.module.css';

export function Rail() {
  const { workspace, isInspectorOpen, inspectorTab } = useLayout();
  const shows = (tab: string) => isInspectorOpen && workspace === 'inspect' && inspectorTab === tab;
  return (
    <nav className={styles['rail']} aria-label="Workspaces" data-testid="rail">
      <CommandButton command="workspace.inspect" icon={AudioWaveform} isOn={workspace === 'inspect'} />
      <CommandButton command="workspace.live" icon={Radio} isOn={workspace === 'live'} />
      <CommandButton command="workspace.models" icon={Boxes} isOn={workspace === 'models'} />
      <span className={styles['space']} />
      <CommandButton command="app.shortcuts" icon={Keyboard} isOn={shows('shortcuts')} />
      <CommandButton command="app.settings" icon={Settings} isOn={shows('settings')} />
    </nav>
  );
}
