/** Opens an address in the person's browser; where there is none, that is no reason to fail. */
import { execa } from 'execa';

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

export async function openInBrowser(url: string): Promise<void> {
  const [command, ...first] = openers[process.platform] ?? ['xdg-open'];
  await execa(command, [...first, url], { reject: false, stdio: 'ignore', timeout: 10_000 });
}
