/** Reads what ssh says with `LogLevel=DEBUG1`: that the server listens, and why it does not. Pure. */
import { ShareError } from '../../contract/errors.ts';
import type { Reading } from './open-child.ts';
import { lastWords } from './open-child.ts';

/** The port that the server listens on now; null when the line says nothing of it. */
export function readListening(line: string, asked: number): number | null {
  if (asked === 0) {
    const [, allocated] = /^Allocated port (\d{1,5}) for remote forward to /.exec(line) ?? [];
    return allocated === undefined ? null : Number(allocated);
  }
  return /^debug1: remote forward success for: listen /.test(line) ? asked : null;
}

/** Of the many lines of DEBUG1 those that a failure is recognised by. */
const telling = /^debug1: (?:Server host key: |Remote: |Server accepts key: )/;
/** What it says at its end, whatever that is. */
const sums = /^(?:Transferred: |Bytes per second: |debug1: Exit status )/;

export function readSshLine(line: string): Reading {
  return (/^debug\d: /.test(line) && !telling.test(line)) || sums.test(line)
    ? { says: 'chatter' }
    : { says: 'nothing' };
}

export interface SshAttempt {
  /** As the owner said it. */
  readonly host: string;
  readonly user: string;
  readonly port: number;
  /** Whether the port was had before and asked for again, rather than chosen. */
  readonly portAgain: boolean;
  /** Where the servers stand that the owner has confirmed to us. */
  readonly knownHosts: string;
}

/** @param ended false when it was given up because it took too long */
export function sshFailure(tail: readonly string[], ended: boolean, attempt: SshAttempt): ShareError {
  const said = tail.join('\n');
  const { host, user, port, knownHosts } = attempt;
  const plain = tail.filter((line) => !/^debug\d: /.test(line));
  const detail = plain.join('\n');
  const fingerprint = /Server host key: \S+ (SHA256:\S+)/.exec(said)?.[1] ?? 'unknown';
  const fail = (...[code, values]: ConstructorParameters<typeof ShareError>) =>
    new ShareError(code, values, { detail });

  if (said.includes('REMOTE HOST IDENTIFICATION HAS CHANGED')) {
    const file = /^Offending .* key in (.+):\d+$/m.exec(said)?.[1] ?? knownHosts;
    return fail('tunnel-ssh-host-changed', { host, fingerprint, file });
  }
  if (/host key is known for|Host key verification failed/.test(said)) {
    return fail('tunnel-ssh-host-unknown', { host, fingerprint });
  }
  if (/Permission denied \(|Too many authentication failures/.test(said)) {
    return fail('tunnel-ssh-key-refused', { host, user, reason: whyRefused(said) });
  }
  if (/Could not resolve hostname/.test(said)) return fail('tunnel-ssh-name-unknown', { host });
  if (/remote port forwarding failed|forwarding request failed/.test(said)) {
    if (/^debug1: Remote: (?:Server has disabled|.*not permitted|.*refused)/im.test(said))
      return fail('tunnel-ssh-forwarding-off', { host, port: portName(port) });
    return attempt.portAgain
      ? fail('tunnel-name-refused', { asked: String(port), given: 'no port' })
      : fail('tunnel-ssh-port-taken', { host, port: portName(port) });
  }
  const unreachable = [
    [/Connection refused/, 'nothing listens there'],
    [/timed out/i, 'no answer'],
    [/No route to host|Network is unreachable|Host is down/, 'there is no way to it'],
    [/Connection (?:closed|reset)|kex_exchange_identification|banner exchange/, 'it ended the connection'],
  ] as const;
  const reason = unreachable.find(([pattern]) => pattern.test(said))?.[1];
  if (reason !== undefined) return fail('tunnel-ssh-unreachable', { host, reason });
  if (!ended) return fail('tunnel-ssh-unreachable', { host, reason: 'no answer' });
  return fail('tunnel-program-failed', { program: 'ssh', reason: lastWords(plain) });
}

function whyRefused(said: string): string {
  if (said.includes('UNPROTECTED PRIVATE KEY FILE')) return 'others may read the key file, so ssh does not use it';
  if (/no such identity|Load key .*(?:No such file|Permission denied)/.test(said)) return 'the key file cannot be read';
  // Nothing was wrong with the key, but it could not be used to sign.
  if (said.includes('Server accepts key: ')) return 'the key has a passphrase, which is not asked for here';
  if (/Load key .*(?:error in libcrypto|invalid format)/.test(said)) return 'the key file is none';
  if (said.includes('Too many authentication failures')) return 'too many keys were tried';
  return 'it knows none of the keys tried';
}

/** What stands after "port" in a sentence. */
function portName(port: number): string {
  return port === 0 ? '0 (any free one)' : String(port);
}
