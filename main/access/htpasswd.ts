/** Reads the password files of Apache and nginx (`htpasswd`), and says of every line that cannot be used what is wrong with it. Pure. */

export interface Htpasswd {
  /** User to hash, as {@link file://./htpasswd-verify.ts | verify} takes it. The first line of a user counts, as it does for Apache. */
  readonly users: ReadonlyMap<string, string>;
  readonly problems: readonly LineProblem[];
}

export interface LineProblem {
  /** Counted from 1. */
  readonly line: number;
  /** A sentence. Holds no part of a hash. */
  readonly reason: string;
}

/** One more doubles the time: 15 is about three seconds of a processor for each try. */
const HIGHEST_BCRYPT_COST = 15;
const LOWEST_BCRYPT_COST = 4;
const LONGEST_LINE = 8192;

const bcrypt = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/;
const apr1 = /^\$apr1\$[./A-Za-z0-9]{1,8}\$[./A-Za-z0-9]{22}$/;
const sha1 = /^\{SHA\}[+/A-Za-z0-9]{27}=$/;
const makeAnew = 'make it anew with htpasswd -B';

/** @param text the whole file; lines end with LF or CRLF, and a byte-order mark is ignored */
export function readHtpasswd(text: string): Htpasswd {
  const users = new Map<string, string>();
  const problems: LineProblem[] = [];
  for (const { line, content } of linesOf(text)) {
    const colon = content.indexOf(':');
    const user = content.slice(0, Math.max(colon, 0));
    // What follows a second colon is a comment of other programs (nginx allows it).
    const [hash = ''] = content.slice(colon + 1).split(':', 1);
    const reason = colon === -1 ? 'There is no colon between user and password.' : troubleWith(user, hash.trimEnd());
    if (reason !== null) problems.push({ line, reason });
    else if (users.has(user)) problems.push({ line, reason: `${user} stands further up already; that line counts.` });
    else users.set(user, hash.trimEnd());
  }
  return { users, problems };
}

export interface Line {
  readonly line: number;
  readonly content: string;
}

/** Without comments and empty lines. */
export function linesOf(text: string): readonly Line[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .map((content, index) => ({ line: index + 1, content: content.trimStart() }))
    .filter(({ content }) => content.trim() !== '' && !content.startsWith('#'));
}

function troubleWith(user: string, hash: string): string | null {
  if (user === '') return 'There is no user before the colon.';
  if (user.length + hash.length > LONGEST_LINE || /\p{Cc}/u.test(user)) return 'This is no name of a user.';
  return troubleWithHash(user, hash);
}

function troubleWithHash(user: string, hash: string): string | null {
  const [, cost] = bcrypt.exec(hash) ?? [];
  if (cost !== undefined) {
    if (Number(cost) < LOWEST_BCRYPT_COST) return `The password of ${user} is a damaged bcrypt hash; ${makeAnew}.`;
    return Number(cost) <= HIGHEST_BCRYPT_COST
      ? null
      : `The password of ${user} takes too long to check (bcrypt with cost ${Number(cost)}); ${makeAnew} -C 10.`;
  }
  if (apr1.test(hash) || sha1.test(hash)) return null;
  if (hash === '') return `${user} has no password.`;
  if (/^\$(?:2[abxy]|apr1)\$|^\{SHA\}/.test(hash)) return `The password of ${user} is damaged; ${makeAnew}.`;
  if (/^\$[156y]\$|^\{SSHA\}|^\{PLAIN\}/.test(hash))
    return `The password of ${user} is hashed in a way that is not read here; ${makeAnew}.`;
  if (/^[./A-Za-z0-9]{13}$/.test(hash))
    return `The password of ${user} is hashed with crypt, which looks at eight characters only and is broken in seconds; ${makeAnew}.`;
  return `The password of ${user} is not hashed, or in a way that is not known; ${makeAnew}.`;
}
