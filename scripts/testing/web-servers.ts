/** Makes sure of the web servers that stand in front of Annotate Share in tests, and of the tools that make what they need. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Had } from './had.ts';
import { installPackages } from './system-packages.ts';

/** Apache without the package that would start it; nginx has none such. */
const packages = ['nginx', 'apache2-bin', 'apache2-utils', 'openssl'];
const programs = ['nginx', 'apache2', 'htpasswd', 'openssl'];

export async function ensureWebServers(): Promise<Had<Record<string, never>>> {
  if (lacking().length > 0) await installPackages(packages);
  const missing = lacking();
  return missing.length === 0
    ? { value: {} }
    : { missing: `${missing.join(', ')} not found. Install ${packages.join(', ')}, as Debian calls them` };
}

/** Programs for servers are often not on the path of those who may not start them. */
function lacking(): readonly string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];
  return programs.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
}
