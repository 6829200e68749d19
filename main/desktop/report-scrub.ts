/** Takes out of a text what would let somebody in, or tell who or what is shared. Pure. Rather too much than too little: a report is sent to strangers. */

const HIDDEN = '[hidden]';

/** Values under these names say who or what, whatever they look like. */
const tellingNames: ReadonlySet<string> = new Set([
  ...['account', 'address', 'authorization', 'bundle', 'by', 'collaborator', 'column', 'columns', 'cookie', 'dataset'],
  ...[
    'email',
    'file',
    'fileName',
    'folder',
    'from',
    'group',
    'host',
    'hostname',
    'invite',
    'ip',
    'key',
    'name',
    'origin',
  ],
  ...[
    'password',
    'path',
    'person',
    'publicUrl',
    'referer',
    'secret',
    'slug',
    'subject',
    'target',
    'title',
    'to',
    'token',
  ],
  ...['url', 'user', 'username', 'values', 'who'],
]);

interface Rule {
  readonly find: RegExp;
  readonly put: string;
}

const rules: readonly Rule[] = [
  { find: /\/-\/invite\/[^\s"'?#]+/g, put: `/-/invite/${HIDDEN}` },
  { find: /\/d\/[^\s"'/?#]+/g, put: `/d/${HIDDEN}` },
  { find: /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, put: `$1 ${HIDDEN}` },
  {
    find: /(["']?\b\w*(?:password|passwd|secret|token|cookie|authorization|api[-_]?key|credential)\w*["']?\s*[=:]\s*)("[^"]*"|'[^']*'|[^\s,;&}\])]+)/gi,
    put: `$1${HIDDEN}`,
  },
  { find: /\b([a-z][a-z+.-]*:\/\/)[^\s"'/@]+@/gi, put: `$1${HIDDEN}@` },
  { find: /\b((?:https?|wss?|ssh|s3):\/\/)(?!127\.0\.0\.1\b|localhost\b|\[::1\])[^\s"'<>)]+/gi, put: `$1${HIDDEN}` },
  { find: /[\w.+%-]+@[\w-]+(?:\.[\w-]+)*/g, put: HIDDEN },
  { find: /\b(?!127\.0\.0\.1\b|0\.0\.0\.0\b)\d{1,3}(?:\.\d{1,3}){3}\b/g, put: HIDDEN },
  // IPv6: with a letter, a gap or all eight groups, so that a time of day stays.
  {
    find: /(?<![\w:])(?=[0-9a-f:]*(?:::|[a-f]|(?::\d+){7}))(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4})?(?::[0-9a-f]{1,4})*(?![\w:])/gi,
    put: HIDDEN,
  },
  { find: /(?:"[^"\n]*|'[^'\n]*|[^\s"'(]*)\.h5ad\b/gi, put: `${HIDDEN}.h5ad` },
  // Whatever is long and mixed is a key, until somebody proves that it is not.
  { find: /(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{24,}/g, put: HIDDEN },
];

/**
 * @param known what this program knows to be telling: passwords, links, titles, names, folders. Taken out wherever it stands, in
 * whatever case; what is shorter than three characters is not looked for
 */
export function scrubbed(text: string, known: readonly string[]): string {
  const longestFirst = [...new Set(known)].filter(({ length }) => length >= 3).sort((a, b) => b.length - a.length);
  const anyKnown = longestFirst.flatMap((value) => [
    value,
    JSON.stringify(value).slice(1, -1),
    encodeURIComponent(value),
  ]);
  const pattern = anyKnown.length === 0 ? null : new RegExp(anyKnown.map(literally).join('|'), 'giu');
  return text
    .split('\n')
    .map((line) => withoutTellingValues(line))
    .map((line) => (pattern === null ? line : line.replace(pattern, HIDDEN)))
    .map((line) => rules.reduce((left, { find, put }) => left.replace(find, put), line))
    .join('\n');
}

/** A line of the log is JSON, and its names say what a value is. */
function withoutTellingValues(line: string): string {
  if (!line.startsWith('{')) return line;
  try {
    return JSON.stringify(JSON.parse(line), (name, value: unknown) =>
      tellingNames.has(name) && value !== null && typeof value !== 'number' && !isOwnRoute(value) ? HIDDEN : value,
    );
  } catch {
    return line;
  }
}

/** What was asked for tells much and names nobody, once the rules have taken the dataset's name out. */
function isOwnRoute(value: unknown): boolean {
  return typeof value === 'string' && /^\/d\/[^/]+\/(?:api|static)\//.test(value);
}

function literally(text: string): string {
  const escaped = text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
  // As a word of its own: nobody called Ana wants her name taken out of every analysis.
  const [before, after] = [/^[\p{L}\d]/u, /[\p{L}\d]$/u].map((edge) => edge.test(text));
  return `${before === true ? '(?<![\\p{L}\\d])' : ''}${escaped}${after === true ? '(?![\\p{L}\\d])' : ''}`;
}
