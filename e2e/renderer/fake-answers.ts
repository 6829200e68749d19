/** How the fake control server reads and writes, and what stands in its answers for pictures and certificates. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PNG } from 'pngjs';
import { bucketSchema, bucketSettingsSchema } from '../../contract/buckets.ts';
import { aPicture } from './drawn.ts';

export function json(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(content === null ? undefined : JSON.stringify(content));
}

export async function readAll(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** Stands for a certificate. */
export const authority = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

export const thumbnail = (path: string): string => PNG.sync.write(aPicture(path)).toString('base64');

/** Stands for a QR code: three corners of one. */
export const qr =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h21v21H0z"/><path stroke="#000" d="M0 .5h7m7 0h7M0 1.5h1m5 0h1m7 0h1m5 0h1M0 2.5h1m1 0h3m1 0h1m2 0h3m2 0h1m1 0h3m1 0h1M0 3.5h1m1 0h3m1 0h1m1 0h1m5 0h1m1 0h3m1 0h1M0 4.5h1m1 0h3m1 0h1m3 0h2m2 0h1m1 0h3m1 0h1M0 5.5h1m5 0h1m2 0h1m4 0h1m5 0h1M0 6.5h7m1 0h1m1 0h1m1 0h1m1 0h7M2 9.5h4m3 0h5m2 0h3M0 11.5h3m4 0h4m3 0h2m2 0h3M0 14.5h7m2 0h3m4 0h2M0 15.5h1m5 0h1m3 0h4m3 0h3M0 16.5h1m1 0h3m1 0h1m2 0h1m5 0h4M0 17.5h1m1 0h3m1 0h1m4 0h3m2 0h3M0 18.5h1m1 0h3m1 0h1m1 0h4m4 0h4M0 19.5h1m5 0h1m3 0h2m3 0h3M0 20.5h7m2 0h4m2 0h5"/></svg>';

/** As the service keeps what was said of a bucket. Null for what is about something else. */
export function answerBucket(pathname: string, body: unknown): readonly [number, unknown] | null {
  const [, name] = /^\/api\/buckets\/(.+)$/.exec(pathname) ?? [];
  if (name === undefined) return null;
  return [200, bucketSchema.parse({ name, settings: bucketSettingsSchema.parse(body), fixed: false })];
}
