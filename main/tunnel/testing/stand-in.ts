/** Executables that stand in for programs which need an account or the internet: they say what the real ones were seen to say. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface StandIn {
  /** The only folder in which programs are looked for. */
  readonly path: string;
  /** The stand-in writes the words it was started with here, one a line. */
  readonly argsFile: string;
}

/** @param script what it does, as a shell script; `say` writes to stderr */
export function standIn(name: string, script: string): StandIn {
  const path = mkdtempSync(join(tmpdir(), 'stand-in-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const file = join(path, name);
  const argsFile = `${file}.args`;
  const start = `#!/bin/sh\nprintf '%s\\n' "$@" > '${argsFile}'\nsay() { printf '%s\\n' "$*" >&2; }\n`;
  writeFileSync(file, `${start}${script}\n`);
  chmodSync(file, 0o755);
  return { path, argsFile };
}
