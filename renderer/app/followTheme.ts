import { useSettings } from '../client/settings.ts';
import { applyTheme } from '../shared/theme/readTokens.ts';

/** The setting, and the system's wish where the setting leaves it to the system. */
export function followTheme(): void {
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = useSettings.getState().settings;
    applyTheme(theme === 'system' ? (systemDark.matches ? 'dark' : 'light') : theme);
  };
  apply();
  useSettings.subscribe(apply);
  systemDark.addEventListener('change', apply);
}
