/** Reads the values of the command line's options; what cannot be understood says what was expected. Pure. */
import { InvalidArgumentError } from 'commander';
import { sleepAfterMinutesSchema } from '../../contract/session.ts';
import { LONGEST_AUDIT_DAYS } from '../../contract/settings.ts';
import { endFrom, sessionEndFrom, startFrom, stretchFrom } from './duration.ts';

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535)
    throw new InvalidArgumentError('It must be a port number from 0 to 65535.');
  return value;
}

export function amountOf(unit: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || value < 0)
      throw new InvalidArgumentError(`It must be a number of ${unit}.`);
    return value;
  };
}

/** Not null for off: commander would make an empty text of it. */
export function minutesOrOff(text: string): number | 'off' {
  if (text === 'off') return text;
  const minutes = Number(text);
  if (text.trim() === '' || !sleepAfterMinutesSchema.safeParse(minutes).success)
    throw new InvalidArgumentError('It must be a number of minutes (a week at most), or off.');
  return minutes;
}

/** A header's name (RFC 9110, 5.6.2); `Authorization` and `Cookie` hold what no server in front may sign in by. */
export function headerName(text: string): string {
  if (!/^[\w!#$%&'*+.^`|~-]{1,60}$/.test(text) || /^(?:authorization|cookie|host|x-forwarded-.*)$/i.test(text))
    throw new InvalidArgumentError('It must be the name of a header such as X-Remote-User.');
  return text;
}

export function accountName(text: string): string {
  if (!/^[a-z_][a-z0-9_-]{0,31}$/.test(text)) throw new InvalidArgumentError('It must be the name of an account.');
  return text;
}

export function several(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

export function end(text: string): Date | null {
  const date = endFrom(text, new Date());
  if (date === undefined) throw new InvalidArgumentError('It must be a stretch such as 12h or 7d, a day, or never.');
  return date;
}

/** Not null for no end: commander would make an empty text of it. */
export function sessionEnd(text: string): Date | 'when I quit' {
  const date = sessionEndFrom(text, new Date());
  if (date === undefined)
    throw new InvalidArgumentError('It must be a stretch such as 1h or 7d, today, a day, or "when I quit".');
  return date ?? 'when I quit';
}

/** Milliseconds. */
export function howLong(text: string): number {
  const ms = stretchFrom(text);
  if (ms === undefined) throw new InvalidArgumentError('It must be a stretch such as 30m, 1h or 2d.');
  return ms;
}

export function start(text: string): Date {
  const date = startFrom(text, new Date());
  if (date === undefined) throw new InvalidArgumentError('It must be a stretch such as 12h or 7d, or a day.');
  return date;
}

export function days(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0 || value > LONGEST_AUDIT_DAYS)
    throw new InvalidArgumentError(`It must be a number of days from 0 to ${LONGEST_AUDIT_DAYS}.`);
  return value;
}

export function onOff(text: string): boolean {
  if (text !== 'on' && text !== 'off') throw new InvalidArgumentError('It must be on or off.');
  return text === 'on';
}
