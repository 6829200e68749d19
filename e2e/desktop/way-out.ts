/** A way out to nowhere: passes whatever comes to the service, and counts who comes. What a session takes as a command of its owner's own. */
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

export class WayOut {
  /** The command that "opens" it: says where it leads in from, and where to, then waits. */
  readonly command: readonly string[];
  /** Each look from outside is a connection of its own. */
  connections = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  static async open(folder: string): Promise<WayOut> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new WayOut(server, join(folder, 'way-out-port'));
  }

  private constructor(server: Server, portFile: string) {
    this.#server = server;
    const { port } = server.address() as AddressInfo;
    const script = `echo "$ANNOTATE_SHARE_PORT" > "$1"; echo http://cells.localhost:${port}; exec sleep 600`;
    this.command = ['sh', '-c', script, 'way-out', portFile];
    server.on('connection', (outer: Socket) => {
      this.connections += 1;
      if (!existsSync(portFile)) return void outer.destroy();
      const inner = connect(Number(readFileSync(portFile, 'utf8')), '127.0.0.1');
      for (const socket of [outer, inner]) {
        this.#sockets.add(socket);
        socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket));
      }
      outer.pipe(inner).pipe(outer);
    });
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}
