/** A client of bytes for tests: writes what no well-behaved client would, and reads answers one after another as they are framed. */
import { connect, type Socket } from 'node:net';

export interface WireAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export class Wire {
  readonly socket: Socket;
  #received = '';
  #ended = false;
  #wake: () => void = () => undefined;

  constructor(port: number, socket: Socket = connect(port, '127.0.0.1')) {
    this.socket = socket;
    socket.setEncoding('latin1').on('data', (data: string) => {
      this.#received += data;
      this.#wake();
    });
    const end = () => {
      this.#ended = true;
      this.#wake();
    };
    socket.on('end', end).on('close', end).on('error', end);
  }

  send(bytes: string): this {
    this.socket.write(Buffer.from(bytes, 'latin1'));
    return this;
  }

  /** The next answer, informational ones included; null when the server has hung up before a whole one came. */
  async next(): Promise<WireAnswer | null> {
    for (;;) {
      const answer = this.#take();
      if (answer !== null) return answer;
      if (this.#ended) return null;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Everything up to the end of the connection. */
  async rest(): Promise<readonly WireAnswer[]> {
    const answers: WireAnswer[] = [];
    for (let answer = await this.next(); answer !== null; answer = await this.next()) answers.push(answer);
    if (this.#received !== '') throw new Error(`bytes that are no answer: ${JSON.stringify(this.#received)}`);
    return answers;
  }

  close(): void {
    this.socket.destroy();
  }

  #take(): WireAnswer | null {
    const headEnd = this.#received.indexOf('\r\n\r\n');
    if (headEnd === -1) return null;
    const [first = '', ...lines] = this.#received.slice(0, headEnd).split('\r\n');
    const headers = new Map(
      lines.map((line) => splitOnce(line, ':')).map(([name, value]) => [name.toLowerCase(), value.trim()]),
    );
    const status = Number(first.split(' ')[1]);
    const from = headEnd + 4;
    const framed = status < 200 || status === 304 ? { body: '', length: 0 } : this.#body(from, headers);
    if (framed === null) return null;
    this.#received = this.#received.slice(from + framed.length);
    return { status, headers, body: framed.body };
  }

  #body(from: number, headers: ReadonlyMap<string, string>): { readonly body: string; readonly length: number } | null {
    const rest = this.#received.slice(from);
    const length = headers.get('content-length');
    if (length !== undefined) {
      return rest.length < Number(length) ? null : { body: rest.slice(0, Number(length)), length: Number(length) };
    }
    if (headers.get('transfer-encoding') !== 'chunked') return this.#ended ? { body: rest, length: rest.length } : null;
    let body = '';
    for (let at = 0; ;) {
      const sizeEnd = rest.indexOf('\r\n', at);
      if (sizeEnd === -1) return null;
      const size = parseInt(rest.slice(at, sizeEnd), 16);
      const next = sizeEnd + 2 + size + 2;
      if (rest.length < next) return null;
      if (size === 0) return { body, length: next };
      body += rest.slice(sizeEnd + 2, sizeEnd + 2 + size);
      at = next;
    }
  }
}

function splitOnce(line: string, by: string): readonly [string, string] {
  const at = line.indexOf(by);
  return [line.slice(0, at), line.slice(at + 1)];
}
