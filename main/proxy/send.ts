/** How the proxy itself answers: a page to somebody who looks at one, else the message as Annotate words its own. */
import type { Request, Response } from 'express';
import { pageHeaders } from './pages/layout.ts';
import type { Markup } from './pages/markup.ts';

/** Whether a person is waiting for a page, rather than a program or a page's script for data. */
export function wantsPage(request: Request): boolean {
  const mayShow = request.method === 'GET' || request.method === 'HEAD';
  return mayShow && (request.headers.accept ?? '').includes('text/html');
}

export function sendPage(response: Response, status: number, page: Markup): void {
  response.status(status).set(pageHeaders).type('html').send(page.text);
}

/** Annotate's own errors look like this, and its client knows no other form. */
export function sendMessage(response: Response, status: number, message: string): void {
  response.status(status).json({ message });
}
