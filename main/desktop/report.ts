/** The report of what went wrong: one plain text that a person can read before sending it, without secrets. Pure. */
import type { Snapshot } from '../../contract/control.ts';
import { scrubbed } from './report-scrub.ts';

export interface ReportParts {
  readonly made: Date;
  /** Versions and the system, by name. */
  readonly about: Readonly<Record<string, string>>;
  readonly snapshot: Snapshot;
  /** What else the shell knows to be telling: control token, home folder, user and computer. */
  readonly known: readonly string[];
  /** The newest last; null where there is none. */
  readonly logs: Readonly<Record<string, string | null>>;
}

/** Enough for what happened today, little enough to be read. */
const MOST_LINES = 500;
const LONGEST_LINE = 2_000;

export function reportText({ made, about, snapshot, known, logs }: ReportParts): string {
  const secrets = [...known, ...tellingOf(snapshot)];
  const parts = [
    [
      'Annotate Share: report',
      `Made ${made.toISOString()}`,
      ...Object.entries(about).map(([is, what]) => `${is}: ${what}`),
    ],
    ['What is shared', ...(snapshot.sessions.length === 0 ? ['nothing'] : snapshot.sessions.map(inShort))],
    ...Object.entries(logs).map(([name, text]) => [name, ...lastLines(text)]),
  ];
  return parts.map(([title = '', ...lines]) => `== ${title}\n${scrubbed(lines.join('\n'), secrets)}\n`).join('\n');
}

/** Of a session only what is one of our own words, or a number. */
function inShort({ phase, reach, error, notices, dataset, matrixStore, people }: Snapshot['sessions'][number]): string {
  const codes = [...(error === null ? [] : [error.code]), ...notices.map(({ code }) => code)];
  return [
    phase,
    `${reach.rung} ${reach.provider ?? ''} ${reach.state}`,
    `store ${matrixStore}`,
    `${dataset.cells ?? '?'} cells, ${dataset.genes ?? '?'} genes, ${dataset.sizeBytes ?? '?'} bytes`,
    `${people.length} people`,
    codes.join(' '),
  ].join('; ');
}

function tellingOf({ sessions, recents }: Snapshot): readonly string[] {
  const values = [
    ...sessions.flatMap(({ title, url, publicUrl, signIn, people, invites, dataset, columns }) => [
      ...[title, url, publicUrl, signIn.password, dataset.path, dataset.fileName],
      ...people.flatMap(({ id, name, account, browsers }) => [
        id,
        name,
        account,
        ...browsers.map(({ address }) => address),
      ]),
      ...invites.flatMap(({ id, name, url: link }) => [id, name, link]),
      ...columns.map(({ name }) => name),
    ]),
    ...recents.flatMap(({ title, path, fileName }) => [title, path, fileName]),
  ];
  return values.filter((value) => value !== null && value !== undefined);
}

function lastLines(text: string | null): readonly string[] {
  if (text === null) return ['(there is none)'];
  return text
    .trimEnd()
    .split('\n')
    .slice(-MOST_LINES)
    .map((line) => (line.length > LONGEST_LINE ? `(a line of ${line.length} characters)` : line));
}
