/** Serves the built page as the real control server does. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';

const page = join(import.meta.dirname, '../../dist/renderer');

/** As the real control server sends it: a page that needs more than this would not work there. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

/** @throws Error when there is no page to serve */
export function insistOnPage(): void {
  if (!existsSync(join(page, 'index.html'))) throw new Error('the page is not built: vite build renderer');
}

export async function servePage(path: string, response: ServerResponse): Promise<void> {
  const file = join(page, normalize(path === '/' ? '/index.html' : path));
  const content = await readFile(file).catch(() => null);
  response.writeHead(content === null ? 404 : 200, {
    'content-type': types[extname(file)] ?? 'text/plain',
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
  });
  response.end(content);
}
