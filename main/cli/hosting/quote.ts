/** Writes values into other programs' configuration, so that each stays one value whatever is in it; refuses what cannot be written there. Pure. */
import { ShareError } from '../../../contract/errors.ts';

/** In double quotes. A dollar sign begins a variable there, and nothing can take that meaning from it. */
export function forNginx(value: string): string {
  return inQuotes(printable(value, 'nginx', ['$']));
}

/** In double quotes. `${` begins a defined name there. */
export function forApache(value: string): string {
  return inQuotes(printable(value, 'Apache', ['${']));
}

/** One word of a line that starts a program. */
export function forSystemdCommand(word: string): string {
  return forSystemd(word).replaceAll('$', '$$$$');
}

/** One word of any other line. */
export function forSystemd(word: string): string {
  const escaped = printable(word, 'systemd', []).replaceAll('%', '%%');
  return /^[\w@/.,:=+%-]+$/.test(escaped) ? escaped : inQuotes(escaped);
}

/** What follows a name and an equals sign up to the end of the line, where systemd takes it as it is. */
export function forSystemdLine(value: string): string {
  return printable(value, 'systemd', ['\\']).replaceAll('%', '%%');
}

/** One word for a shell. */
export function forShell(word: string): string {
  const text = printable(word, 'a shell', []);
  return /^[\w@/.,:=+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** For a comment: whatever it is, it ends with the line. */
export function forComment(text: string): string {
  return text.replace(/\p{Cc}/gu, '?');
}

function inQuotes(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

function printable(value: string, where: string, forbidden: readonly string[]): string {
  const found = /\p{Cc}/u.test(value)
    ? 'a line break or another invisible character'
    : forbidden.find((one) => value.includes(one));
  if (found !== undefined)
    throw new ShareError('usage', {
      reason: `${forComment(value)} cannot be written for ${where}: it has ${found} in it.`,
    });
  return value;
}
