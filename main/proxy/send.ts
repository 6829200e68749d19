/** How the proxy itself answers: a page to somebody who looks at one, else the message as Annotate words its own. */
import type { Request, Response } from 'express';
import { pageHeaders } from './pages/layout.ts';
import type { OwnPage } from './pages/own-page.ts';
import { pageLanguage } from './page-language.ts';

/** Whether a person is waiting for a page, rather than a program or a page's script for data. */
export function wantsPage(request: Request): boolean {
  const mayShow = request.method === 'GET' || request.method === 'HEAD';
  return mayShow && (request.headers.accept ?? '').includes('text/html');
}

/** In the language that the browser asks for. */
export function sendPage(
  response: Response,
  status: number,
  page: OwnPage,
  headers: Readonly<Record<string, string>> = pageHeaders,
): void {
  const text = page.in(pageLanguage(response.req.headers['accept-language']));
  response.status(status).set(headers).vary('Accept-Language').type('html').send(text);
}

/** Annotate's own errors look like this, and its client knows no other form. */
export function sendMessage(response: Response, status: number, message: string): void {
  response.status(status).json({ message });
}
