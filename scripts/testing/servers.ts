/** Makes sure of other people's servers that tests are run against, and of the tools that make what they need. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Had } from './had.ts';
import { installPackages } from './system-packages.ts';

interface Wanted {
  /** As Debian calls them. */
  readonly packages: readonly string[];
  readonly programs: readonly string[];
}

/** What stands in front of Annotate Share. Apache without the package that would start it; nginx has none such. */
export const webServers: Wanted = {
  packages: ['nginx', 'apache2-bin', 'apache2-utils', 'openssl'],
  programs: ['nginx', 'apache2', 'htpasswd', 'openssl'],
};

/** What a way out by ssh leads to. */
export const sshServer: Wanted = {
  packages: ['openssh-server', 'openssh-client'],
  programs: ['sshd', 'ssh', 'ssh-keygen', 'ssh-keyscan'],
};

export async function ensureServers({ packages, programs }: Wanted): Promise<Had<Record<string, never>>> {
  if (lacking(programs).length > 0) await installPackages(packages);
  const missing = lacking(programs);
  return missing.length === 0
    ? { value: {} }
    : { missing: `${missing.join(', ')} not found. Install ${packages.join(', ')}, as Debian calls them` };
}

/** Programs for servers are often not on the path of those who may not start them. */
function lacking(programs: readonly string[]): readonly string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return programs.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
}
