/** Makes sure of a Chromium for the tests: the one named, Playwright's own, the system's, or one that is fetched now. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { capture, run } from './command.ts';
import type { Had } from './had.ts';
import { installPackages, mayInstall } from './system-packages.ts';

/** Where a Chromium is. Null: the one that Playwright finds by itself. */
export type Browser = { readonly executable: string | null };

/** What is on the machine before anything is fetched. */
export interface BrowserFacts {
  /** `ANNOTATE_SHARE_CHROMIUM`. */
  readonly named: string | null;
  readonly namedWorks: boolean;
  readonly playwrightsOwn: boolean;
  /** The first of the system's browsers that starts. */
  readonly system: string | null;
}

/** Null: none is there, one has to be fetched. A named browser that does not start is never silently replaced by another. */
export function chooseBrowser(facts: BrowserFacts): Had<Browser> | null {
  if (facts.named !== null) {
    if (facts.namedWorks) return { value: { executable: facts.named } };
    return { missing: `ANNOTATE_SHARE_CHROMIUM is ${facts.named}, which does not start` };
  }
  if (facts.playwrightsOwn) return { value: { executable: null } };
  if (facts.system !== null) return { value: { executable: facts.system } };
  return null;
}

export async function ensureBrowser(): Promise<Had<Browser>> {
  const found = chooseBrowser(await look());
  if (found !== null) return found;
  console.error('No Chromium found: fetching Playwright’s own');
  const cli = join(import.meta.dirname, '../../node_modules/@playwright/test/cli.js');
  await run({ argv: [process.execPath, cli, 'install', 'chromium'], seconds: 300 });
  const fetched = chooseBrowser(await look());
  if (fetched !== null) return fetched;
  if (mayInstall()) await installPackages(['chromium']);
  const installed = chooseBrowser(await look());
  if (installed !== null) return installed;
  return {
    missing:
      'no Chromium: neither Playwright’s download nor a system package could be had. ' +
      'Install Chromium, Chrome or Edge, or set ANNOTATE_SHARE_CHROMIUM to its program',
  };
}

async function look(): Promise<BrowserFacts> {
  const named = process.env['ANNOTATE_SHARE_CHROMIUM'] || null;
  return {
    named,
    namedWorks: named !== null && (await starts(named)),
    playwrightsOwn: existsSync(chromium.executablePath()),
    system: named === null ? await firstThatStarts(systemBrowsers()) : null,
  };
}

function systemBrowsers(): readonly string[] {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32':
      return [process.env['ProgramFiles'], process.env['ProgramFiles(x86)'], process.env['LocalAppData']]
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]);
    default:
      return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].flatMap(
        (name) => (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name)),
      );
  }
}

async function firstThatStarts(candidates: readonly string[]): Promise<string | null> {
  for (const candidate of candidates) if (await starts(candidate)) return candidate;
  return null;
}

/** Ubuntu's `chromium-browser` may be a stub that only says how to install one. On Windows `--version` would open a window. */
async function starts(program: string): Promise<boolean> {
  if (!existsSync(program)) return false;
  if (process.platform === 'win32') return true;
  const { exitCode, output } = await capture({ argv: [program, '--version'], seconds: 30 });
  return exitCode === 0 && /\d+\.\d+/.test(output);
}
