/** An HTTP/2 client for tests: one connection, many requests, each answer whole. */
import { once } from 'node:events';
import { connect, type ClientHttp2Session, type ClientHttp2Stream, type IncomingHttpHeaders } from 'node:http2';
import { buffer } from 'node:stream/consumers';

export interface Http2Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export class Http2Client {
  readonly session: ClientHttp2Session;
  /** How many the server lets be under way at once. */
  readonly origin: string;

  constructor(port: number) {
    this.origin = `https://127.0.0.1:${port}`;
    this.session = connect(this.origin, { rejectUnauthorized: false });
    // Each request hears of it by itself.
    this.session.on('error', () => undefined);
  }

  open(path: string, headers: Record<string, string | string[]> = {}, body?: string): ClientHttp2Stream {
    const stream = this.session.request({ ':path': path, ...headers }, { endStream: body === undefined });
    if (body !== undefined) stream.end(body);
    return stream;
  }

  async ask(path: string, headers: Record<string, string | string[]> = {}, body?: string): Promise<Http2Answer> {
    return whole(this.open(path, headers, body));
  }

  close(): void {
    this.session.destroy();
  }
}

export async function whole(stream: ClientHttp2Stream): Promise<Http2Answer> {
  const [headers] = (await once(stream, 'response')) as [IncomingHttpHeaders & { ':status'?: number }];
  const body = (await buffer(stream)).toString();
  return { status: headers[':status'] ?? 0, headers, body };
}
