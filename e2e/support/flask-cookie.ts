/** Cookies as Flask signs them, by whoever knows the key: what itsdangerous does, for tests that forge one. */
import { createHmac } from 'node:crypto';

/** @param content what the session holds, like `cxguid` */
export function flaskCookie(key: string, content: Readonly<Record<string, string>>): string {
  const seconds = Buffer.alloc(4);
  seconds.writeUInt32BE(Math.floor(Date.now() / 1000));
  const signed = `${Buffer.from(JSON.stringify(content)).toString('base64url')}.${seconds.toString('base64url')}`;
  const derived = createHmac('sha1', key).update('cookie-session').digest();
  return `session=${signed}.${createHmac('sha1', derived).update(signed).digest('base64url')}`;
}

/** What such a cookie holds. Anybody can read it: it is signed, not encrypted. */
export function contentOf(cookie: string): Readonly<Record<string, string>> {
  const [, payload = ''] = /^session=([^.;]+)/.exec(cookie) ?? [];
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Readonly<Record<string, string>>;
}
