/** How far an installation is, read from the lines that pip and uv print. Pure. */

export interface EnvironmentProgress {
  /** 0 to 1, never going back; null where nobody can tell. */
  readonly done: number | null;
  /** For people. */
  readonly detail: string;
}

export interface InstallProgress {
  readonly step: 'making' | 'downloading' | 'installing' | 'checking';
  /** Packages that this machine needs. The lock file also lists those of other platforms; pip says which it ignores. */
  readonly total: number;
  readonly begun: number;
  readonly installed: number;
  /** Megabytes of what is there or under way. pip names a size when it begins a file, uv only those of large ones. */
  readonly megabytes: number;
  readonly megabytesDone: number;
  readonly current: { readonly name: string; readonly megabytes: number } | null;
  /** Files that uv has announced and not finished. */
  readonly underWay: Readonly<Record<string, number>>;
}

export function beginInstall(requirements: number): InstallProgress {
  return {
    step: 'making',
    total: requirements,
    begun: 0,
    installed: 0,
    megabytes: 0,
    megabytesDone: 0,
    current: null,
    underWay: {},
  };
}

const pipIgnores = /^Ignoring \S+: markers /;
const pipBegins = /^Collecting ([A-Za-z0-9._-]+)==/;
const pipDownloads = /^ {2}(?:Downloading|Using cached) \S+ \(([\d.]+) (bytes|kB|MB|GB)\)/;
const uvResolved = /^Resolved (\d+) packages? /;
const uvBegins = /^Downloading (\S+) \(([\d.]+)(B|KiB|MiB|GiB)\)$/;
const uvFinished = /^ +Downloaded (\S+)$/;
const uvPrepared = /^Prepared \d+ packages? /;

const inMegabytes: Readonly<Record<string, number>> = {
  bytes: 1e-6,
  kB: 1e-3,
  MB: 1,
  GB: 1e3,
  B: 1e-6,
  KiB: 1024 / 1e6,
  MiB: 1024 ** 2 / 1e6,
  GiB: 1024 ** 3 / 1e6,
};

/** The progress after a line of pip's or uv's; the same object when the line says nothing about it. */
export function heedLine(progress: InstallProgress, line: string): InstallProgress {
  if (pipIgnores.test(line)) return { ...progress, total: progress.total - 1 };
  const collecting = pipBegins.exec(line)?.[1];
  if (collecting !== undefined) {
    return { ...progress, begun: progress.begun + 1, current: { name: collecting, megabytes: 0 } };
  }
  const size = pipDownloads.exec(line);
  if (size !== null) {
    const megabytes = toMegabytes(size[1], size[2]);
    const current = progress.current === null ? null : { ...progress.current, megabytes };
    return { ...progress, megabytes: progress.megabytes + megabytes, current };
  }
  const resolved = uvResolved.exec(line)?.[1];
  if (resolved !== undefined) return { ...progress, total: Number(resolved) };
  const [, begins, amount, unit] = uvBegins.exec(line) ?? [];
  if (begins !== undefined) {
    const megabytes = toMegabytes(amount, unit);
    return {
      ...progress,
      megabytes: progress.megabytes + megabytes,
      underWay: { ...progress.underWay, [begins]: megabytes },
    };
  }
  const finished = uvFinished.exec(line)?.[1];
  if (finished !== undefined) {
    return { ...progress, megabytesDone: progress.megabytesDone + (progress.underWay[finished] ?? 0) };
  }
  if (uvPrepared.test(line)) return { ...progress, step: 'installing' };
  return progress;
}

/** A file that is worth naming while one waits for it. */
const LARGE_MEGABYTES = 5;

/** Shares of the whole, as measured over a fast line; a slow one spends still more in the second. */
const shares = { making: [0, 0.04], downloading: [0.04, 0.6], installing: [0.6, 0.94], checking: [0.94, 1] } as const;

/** @param what is being set up, by its name */
export function describeInstall(
  progress: InstallProgress,
  what = 'Annotate',
): { readonly done: number; readonly detail: string } {
  const [from, to] = shares[progress.step];
  const at = (part: number) => from + (to - from) * Math.min(1, Math.max(0, part));
  switch (progress.step) {
    case 'making':
      return { done: from, detail: `Making a place for ${what}` };
    case 'downloading':
      return { done: at(downloaded(progress)), detail: `Downloading ${describeDownload(progress)}` };
    case 'installing':
      return {
        done: at(progress.installed / Math.max(1, progress.total)),
        detail: `Installing ${progress.total} Python packages`,
      };
    case 'checking':
      return { done: from, detail: `Checking that ${what} answers` };
  }
}

function downloaded({ begun, total, megabytes, megabytesDone, underWay }: InstallProgress): number {
  if (Object.keys(underWay).length > 0) return megabytesDone / megabytes;
  // The one that was begun last is not there yet.
  return Math.max(0, begun - 1) / Math.max(1, total);
}

function describeDownload({ total, megabytes, megabytesDone, current, underWay }: InstallProgress): string {
  if (Object.keys(underWay).length > 0) {
    return `${total} Python packages, ${whole(megabytesDone)} of ${whole(megabytes)} MB`;
  }
  const now = current?.megabytes ?? 0;
  const soFar = `Python packages, ${whole(megabytes - now)} MB so far`;
  return current !== null && now >= LARGE_MEGABYTES ? `${soFar}; now ${current.name}, ${whole(now)} MB` : soFar;
}

function whole(megabytes: number): string {
  return String(Math.round(megabytes));
}

function toMegabytes(amount = '0', unit = 'B'): number {
  return Number(amount) * (inMegabytes[unit] ?? 0);
}
