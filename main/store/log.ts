/** The log: JSON lines in the home's logs folder, without secrets, kept small. */
import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino, type Logger } from 'pino';

/** A log that has grown past this is set aside as `.1` when the next service starts; the one before that is dropped. */
const ROTATE_AT_BYTES = 5_000_000;

/** Values under these names never reach the log, however deep a careless call puts them. */
const secrets = ['password', 'secret', 'token', 'cookie', 'authorization', 'Authorization', 'Cookie', 'set-cookie'];

const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** @param wish how much is said, as the environment has it (`ANNOTATE_SHARE_LOG_LEVEL`); anything but a level's name is the usual */
export function openLog(
  folder: string,
  wish = process.env['ANNOTATE_SHARE_LOG_LEVEL'],
): { readonly log: Logger; readonly file: string; readonly close: () => void } {
  const file = join(folder, 'service.log');
  if (existsSync(file) && statSync(file).size > ROTATE_AT_BYTES) renameSync(file, `${file}.1`);
  // Written at once: what was said last before a crash is what one wants to read.
  const stream = destination({ dest: file, sync: true, append: true, mode: 0o600 });
  const log = pino(
    {
      level: levels.find((level) => level === wish) ?? 'info',
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: {
        paths: secrets.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: '[hidden]',
      },
    },
    stream,
  );
  return { log, file, close: () => stream.end() };
}
