/** The lock file, cut into its requirements, so that packages can be fetched a few at a time. Pure. */

export interface Requirement {
  readonly name: string;
  /** As it stands in the lock file: version, marker and hashes. */
  readonly text: string;
}

/** How many packages one run of pip fetches: what a run that is cut short has fetched is lost, and every run costs half a second. */
const BATCH = 6;

/** A requirement begins at the margin; its hashes are indented, and comments are nobody's. */
export function readRequirements(lock: string): readonly Requirement[] {
  const requirements: Requirement[] = [];
  let lines: string[] = [];
  const close = () => {
    const name = /^[A-Za-z0-9._-]+/.exec(lines[0] ?? '')?.[0];
    if (name !== undefined) requirements.push({ name, text: `${lines.join('\n')}\n` });
    lines = [];
  };
  for (const line of lock.split(/\r?\n/)) {
    if (/^\s*(#|$)/.test(line)) continue;
    if (/^\S/.test(line)) close();
    lines.push(line);
  }
  close();
  return requirements;
}

export function inBatches(requirements: readonly Requirement[]): readonly (readonly Requirement[])[] {
  return Array.from({ length: Math.ceil(requirements.length / BATCH) }, (_, index) =>
    requirements.slice(index * BATCH, (index + 1) * BATCH),
  );
}
