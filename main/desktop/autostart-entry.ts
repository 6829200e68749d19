/** The desktop entry by which a Linux desktop starts the app at login. Pure; Electron itself writes none. */
import { isAbsolute, join } from 'node:path';
import { hiddenSwitch } from './opening.ts';

/** `$XDG_CONFIG_HOME/autostart`; a relative one counts as not set, says the specification. */
export function autostartFile(variables: NodeJS.ProcessEnv, homeFolder: string): string {
  const named = variables['XDG_CONFIG_HOME'] ?? '';
  const config = isAbsolute(named) ? named : join(homeFolder, '.config');
  return join(config, 'autostart', 'annotate-share.desktop');
}

/** @param program absolute path of the program, or of the AppImage that it runs from (its own path is gone after the run) */
export function autostartEntry(name: string, program: string): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    `Name=${name}`,
    `Exec=${quoted(program)} ${hiddenSwitch}`,
    'Icon=annotate-share',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * Quoting by two rules at once: the argument is quoted for Exec (and % begins a field code there), and every value of a desktop
 * entry has backslashes of its own.
 */
function quoted(argument: string): string {
  if (/[\n\r\0]/.test(argument)) throw new Error('a program’s path has no line breaks');
  const forExec = argument.replaceAll('%', '%%').replace(/["`$\\]/g, (mark) => `\\${mark}`);
  return `"${forExec.replaceAll('\\', '\\\\')}"`;
}
