import { runCommand } from '../../state/commands.ts';
import { rippleTitles, useEditing } from '../../state/editing.ts';

/** In the status bar: what closes up behind an edit is always seen. A press goes to the next. */
export function RippleSwitch({ className }: { readonly className?: string | undefined }) {
  const ripple = useEditing((s) => s.ripple);
  return (
    <button
      type="button"
      className={className}
      data-testid="ripple-switch"
      title="What closes up behind an edit: nothing, its track, or all tracks and tiers"
      onClick={() => runCommand('edit.nextRipple')}
    >
      Ripple: {rippleTitles[ripple]}
    </button>
  );
}
