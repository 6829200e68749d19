/** Reads Apache's group files: `group: user user`, one group a line or several lines a group. Pure. */
import { linesOf, type Line, type LineProblem } from './htpasswd.ts';

export interface GroupFile {
  /** Group to its users, in the order of the file. Lines of the same group add up, as they do for Apache. */
  readonly groups: ReadonlyMap<string, ReadonlySet<string>>;
  readonly problems: readonly LineProblem[];
}

/** Words between spaces; a name with spaces stands in quotes. */
const word = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\S+)/g;

/** @param text the whole file; a line that ends with a backslash goes on in the next one */
export function readGroupFile(text: string): GroupFile {
  const groups = new Map<string, Set<string>>();
  const problems: LineProblem[] = [];
  for (const { line, content } of linesOf(withoutContinuations(text))) {
    const reason = take(content, groups);
    if (reason !== null) problems.push({ line, reason });
  }
  return { groups, problems };
}

function take(content: Line['content'], groups: Map<string, Set<string>>): string | null {
  const colon = content.indexOf(':');
  const group = content.slice(0, Math.max(colon, 0)).trim();
  if (colon === -1) return 'There is no colon between the group and its users.';
  if (group === '') return 'There is no group before the colon.';
  if (/[\s\p{Cc}]/u.test(group)) return `${group} is no name of a group: it has a space in it.`;
  const users = [...content.slice(colon + 1).matchAll(word)].map(([, double, single, bare]) =>
    bare === undefined ? (double ?? single ?? '').replace(/\\(.)/g, '$1') : bare,
  );
  const members = groups.get(group) ?? new Set();
  groups.set(group, members);
  for (const user of users) members.add(user);
  if (users.includes('')) return `A name in ${group} is empty.`;
  const wrong = users.find((user) => /[:,]$/.test(user));
  return wrong === undefined
    ? null
    : `${wrong} in ${group} ends with a ${wrong.endsWith(',') ? 'comma' : 'colon'}: names are parted by spaces.`;
}

/** Keeps the number of lines, so that what is wrong is told with the line where it begins. */
function withoutContinuations(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  for (let at = lines.length - 2; at >= 0; at -= 1) {
    const line = lines[at] ?? '';
    if (!line.endsWith('\\')) continue;
    lines[at] = `${line.slice(0, -1)} ${(lines[at + 1] ?? '').trimStart()}`;
    lines[at + 1] = '';
  }
  return lines.join('\n');
}
