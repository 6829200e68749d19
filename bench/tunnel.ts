/** How much passes through a tunnel, of what passes directly, in the same run: localtunnel with its own relay, and ssh with a real sshd, all on this computer. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { LocaltunnelProvider } from '../main/tunnel/localtunnel-provider.ts';
import type { OpenTunnel, TunnelProvider } from '../main/tunnel/provider.ts';
import { SshProvider } from '../main/tunnel/ssh-provider.ts';
import { startRelay } from '../main/tunnel/testing/relay.ts';
import { startSshd } from '../main/tunnel/testing/sshd.ts';
import { judge, median, percentile } from './median.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '5' } } });
const rounds = Number(values.rounds);
const MIB = 1024 * 1024;
const LARGE = 32 * MIB;
const PEOPLE = 8;
const log = pino({ level: 'silent' });
const atEnd: (() => void | Promise<void>)[] = [];

/** Where a visitor connects to, and the name they ask for. */
interface Way {
  readonly name: string;
  readonly port: number;
  readonly host: string;
}

const chunk = Buffer.alloc(256 * 1024, 'x');
const server = createServer((request, response) => {
  let left = Number(request.url?.slice(1) ?? 0);
  const more = () => {
    while (left > 0) {
      const part = chunk.subarray(0, Math.min(left, chunk.length));
      left -= part.length;
      if (!response.write(part)) {
        response.once('drain', more);
        return;
      }
    }
    response.end();
  };
  more();
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const { port: localPort } = server.address() as AddressInfo;

async function opened(provider: TunnelProvider): Promise<OpenTunnel> {
  const signal = new AbortController().signal;
  const tunnel = await provider.open({ localHost: '127.0.0.1', localPort, name: null, signal });
  atEnd.push(() => tunnel.close());
  return tunnel;
}

async function throughRelay(): Promise<Way> {
  const relay = await startRelay();
  atEnd.push(() => relay.stop());
  const tunnel = await opened(new LocaltunnelProvider({ relay: relay.url, log }));
  return { name: 'localtunnel', port: relay.port, host: new URL(tunnel.url).host };
}

async function throughSsh(): Promise<Way> {
  const sshd = await startSshd((cleanUp) => atEnd.push(cleanUp));
  const knownHosts = join(sshd.folder, 'known');
  writeFileSync(knownHosts, `${sshd.knownHostsLine}\n`);
  const target = `${sshd.user}@127.0.0.1:${sshd.port}`;
  const { keyFile } = sshd;
  const provider = new SshProvider({ target, url: null, port: 0, keyFile, hostKey: null, knownHosts, log });
  const { host, port } = new URL((await opened(provider)).url);
  return { name: 'ssh', port: Number(port), host };
}

/** @returns seconds until the last byte */
async function load({ port, host }: Way, bytes: number, agent: Agent): Promise<number> {
  const started = performance.now();
  const request = get({ host: '127.0.0.1', port, path: `/${bytes}`, headers: { host }, agent });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let got = 0;
  for await (const part of response) got += (part as Buffer).length;
  if (got !== bytes) throw new Error(`${got} of ${bytes} bytes came`);
  return (performance.now() - started) / 1000;
}

interface Figures {
  readonly one: number[];
  readonly many: number[];
  readonly small: number[];
}

async function measure(way: Way, figures: Figures): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: PEOPLE });
  figures.one.push(LARGE / MIB / (await load(way, LARGE, agent)));
  const started = performance.now();
  await Promise.all(Array.from({ length: PEOPLE }, () => load(way, LARGE / PEOPLE, agent)));
  figures.many.push(LARGE / MIB / ((performance.now() - started) / 1000));
  for (let count = 0; count < 50; count += 1) figures.small.push(1000 * (await load(way, 2000, agent)));
  agent.destroy();
}

const direct: Way = { name: 'direct', port: localPort, host: `127.0.0.1:${localPort}` };
const ways = [direct, await throughRelay(), await throughSsh()];
const figures = ways.map((): Figures => ({ one: [], many: [], small: [] }));
for (let round = 0; round < rounds; round += 1) {
  for (const [index, way] of ways.entries()) {
    const of = figures[index];
    if (of !== undefined) await measure(way, of);
  }
}

const [plain] = figures;
if (plain === undefined) throw new Error('nothing was measured');
for (const [index, { name }] of ways.entries()) {
  const { one, many, small } = figures[index] ?? plain;
  const neat = (value: number) => value.toPrecision(3);
  console.log(
    `${name}: one ${neat(median(one))} MiB/s, ${PEOPLE} at once ${neat(median(many))} MiB/s, 2 kB ${neat(median(small))} ms (95th percentile ${neat(percentile(small, 95))} ms)`,
  );
  if (index === 0) continue;
  judge(`${name}, one download, of direct`, median(one) / median(plain.one), { atLeast: 0.2 });
  judge(`${name}, ${PEOPLE} at once, of direct`, median(many) / median(plain.many), { atLeast: 0.2 });
  judge(`${name}, a small answer later than direct, ms`, median(small) - median(plain.small), { atMost: 10 });
}

for (const end of atEnd.reverse()) await end();
server.close();
server.closeAllConnections();
