import { useSettings } from '../client/settings.ts';
import { applyTheme, useTokens } from '../shared/theme/readTokens.ts';

const themeKey = 'theme'; // the last one shown, so that the first paint has it before the settings arrive

/** The setting, and the system's wish where the setting leaves it to the system. */
export function followTheme(): void {
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = useSettings.getState().settings;
    const shown = theme === 'system' ? (systemDark.matches ? 'dark' : 'light') : theme;
    if (shown === useTokens.getState().theme) return; // else every canvas would be drawn anew with every setting
    applyTheme(shown);
    localStorage.setItem(themeKey, shown);
  };
  applyTheme(localStorage.getItem(themeKey) === 'light' ? 'light' : 'dark');
  useSettings.subscribe(apply);
  systemDark.addEventListener('change', apply);
  followPixelRatio();
}

/** On another screen, or at another zoom, a canvas has other pixels: what is drawn with the tokens is drawn anew. */
function followPixelRatio(): void {
  window.matchMedia(`(resolution: ${String(window.devicePixelRatio)}dppx)`).addEventListener(
    'change',
    () => {
      applyTheme(useTokens.getState().theme);
      followPixelRatio();
    },
    { once: true },
  );
}
