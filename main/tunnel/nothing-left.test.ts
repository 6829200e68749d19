import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startRelay } from './testing/relay.ts';
import { deaf, listen, silent } from './testing/servers.ts';

describe('nothing keeps a process alive', () => {
  /** Runs in a Node of its own and tells when it ended by itself. */
  async function run(program: string): Promise<string> {
    const provider = new URL('./localtunnel-provider.ts', import.meta.url).href;
    const source = `
      import http from 'node:http';
      import { pino } from 'pino';
      import { LocaltunnelProvider } from ${JSON.stringify(provider)};
      const log = pino({ level: 'silent' });
      const signal = new AbortController().signal;
      ${program}`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const cut = setTimeout(() => child.kill('SIGKILL'), 12_000);
    const [said, exit] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    clearTimeout(cut);
    expect(exit, 'exit code and signal').toEqual([0, null]);
    return said.trim();
  }

  test('after a tunnel was used and closed, an answer still under way', async () => {
    const relay = await startRelay();
    onTestFinished(() => relay.stop());
    const said = await run(`
      const server = http.createServer((_, response) => response.write(Buffer.alloc(5_000_000))).listen(0, '127.0.0.1', async () => {
        const provider = new LocaltunnelProvider({ relay: '${relay.url}', log });
        const tunnel = await provider.open({ localHost: '127.0.0.1', localPort: server.address().port, name: null, signal });
        const request = http.get('${relay.url}', { headers: { host: new URL(tunnel.url).host } }, (response) => {
          response.once('data', async () => {
            request.destroy();
            await tunnel.close();
            server.close(() => console.log('done'));
          });
        });
      });`);
    expect(said).toBe('done');
  });

  test('after a connection that never came about was given up', async () => {
    const legs = await deaf();
    const { port } = await listen(
      http.createServer((_, response) =>
        response.end(JSON.stringify({ id: 'a-name', url: 'http://a-name.lt.localhost', port: legs })),
      ),
    );
    const said = await run(`
      const provider = new LocaltunnelProvider({ relay: 'http://127.0.0.1:${port}', openDeadlineMs: 500, log });
      await provider.open({ localHost: '127.0.0.1', localPort: 9, name: null, signal }).catch((error) => console.log(error.code));`);
    expect(said).toBe('tunnel-unreachable');
  });

  test('after a relay that never answered was given up', async () => {
    const { port } = await listen(silent());
    const said = await run(`
      const provider = new LocaltunnelProvider({ relay: 'http://127.0.0.1:${port}', openDeadlineMs: 500, log });
      await provider.open({ localHost: '127.0.0.1', localPort: 9, name: null, signal }).catch((error) => console.log(error.code));`);
    expect(said).toBe('tunnel-unreachable');
  });
});
