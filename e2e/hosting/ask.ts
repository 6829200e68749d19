/** Asks a server in front as a program does: by the name outside, from a chosen address of this computer. */
import { request, type RequestOptions } from 'node:https';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { BASE_PATH, NAME, type Front } from './front-server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** From which of this computer's addresses. */
  readonly from?: string;
}

export function optionsFor(
  front: Pick<Front, 'port'>,
  path: string,
  { method = 'GET', headers = {}, from }: Asked,
): RequestOptions {
  return {
    host: '127.0.0.1',
    port: front.port,
    servername: NAME,
    path: `${BASE_PATH}${path}`,
    method,
    headers: { host: `${NAME}:${front.port}`, ...headers },
    // The certificate is one of the test's own.
    rejectUnauthorized: false,
    agent: false,
    ...(from === undefined ? {} : { localAddress: from }),
  };
}

/** @param path below the base path */
export async function ask(front: Pick<Front, 'port'>, path: string, asked: Asked = {}): Promise<Answer> {
  const sent = request(optionsFor(front, path, asked));
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', resolve);
    sent.once('error', reject);
  });
  sent.end(asked.body);
  const response = await answered;
  return { status: response.statusCode ?? 0, headers: response.headers, body: await buffer(response) };
}
