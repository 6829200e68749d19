/** Which picture the tray shows where: by state, system and the colour of the bar it lies in. Pure. */
import type { IconState } from './tray-status.ts';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** Whether the system draws in dark colours. */
  readonly dark: boolean;
  /** `XDG_CURRENT_DESKTOP`. */
  readonly desktop: string | undefined;
}

export interface TrayIcon {
  /** Below resources/icons/tray; Electron finds the `@2x` beside it. */
  readonly file: string;
  /** macOS draws a template in the colour of its menu bar. */
  readonly template: boolean;
}

export function trayIcon(state: IconState, { platform, dark, desktop }: Surroundings): TrayIcon {
  if (platform === 'darwin') return { file: `${state}-template.png`, template: true };
  const ground = dark || (platform === 'linux' && hasDarkBar(desktop)) ? 'dark' : 'light';
  const size = platform === 'linux' ? '-22' : '';
  return { file: `${state}-on-${ground}${size}.png`, template: false };
}

/** These have a dark top bar even where windows are light. */
function hasDarkBar(desktop = ''): boolean {
  return desktop.split(':').some((name) => name === 'GNOME' || name === 'Unity' || name === 'X-Cinnamon');
}
