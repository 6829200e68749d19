import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ControlAddress } from '../../contract/command-line.ts';
import { announced, endService, spawnService, type ServiceChild } from './service-child.ts';
import { ServiceKeeper, type ServiceTrouble } from './service-keeper.ts';
import type { ShellState } from './shell-state.ts';

/** Stands in for the service: says its line, pushes one snapshot, ends when its stdin does. */
const wellBehaved = `
  import { createServer } from 'node:http';
  const server = createServer((request, response) => {
    if (request.url === '/die') process.exit(1);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('event: snapshot\\ndata: {"version":"1","sessions":[],"recents":[]}\\n\\n');
  }).listen(0, '127.0.0.1', () => {
    const url = 'http://127.0.0.1:' + server.address().port;
    console.log('not a line of ours');
    console.log(JSON.stringify({ event: 'listening', control: { url, token: 't' }, pid: process.pid }));
  });
  process.stdin.resume().on('end', () => process.exit(0));
`;

let folder: string;
let children: { readonly child: ServiceChild; readonly script: string }[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'service-keeper-'));
  children = [];
});
afterEach(async () => {
  for (const { child } of children) await endService(child, 1000);
  rmSync(folder, { recursive: true });
});

function launch(source: string): ServiceChild {
  const script = join(folder, `service-${children.length}.mjs`);
  writeFileSync(script, source);
  const child = spawnService(process.execPath, script, { ...process.env, NODE_OPTIONS: '--no-such-option' });
  children.push({ child, script });
  return child;
}

/** A keeper whose news can be waited for. */
function keep(...sources: string[]) {
  const news = { up: [] as ControlAddress[], states: [] as ShellState[], troubles: [] as ServiceTrouble[] };
  let heard: () => void = () => undefined;
  const note =
    <T>(list: T[]) =>
    (item: T) => {
      list.push(item);
      heard();
    };
  const keeper = new ServiceKeeper({
    launch: () => launch(sources.shift() ?? wellBehaved),
    onUp: note(news.up),
    onState: note(news.states),
    onTrouble: note(news.troubles),
  });
  const until = (come: () => boolean) =>
    new Promise<void>((resolve) => {
      heard = () => {
        if (come()) resolve();
      };
      heard();
    });
  return { keeper, news, until };
}

test('it is started, followed and ended', async () => {
  const { keeper, news, until } = keep();
  keeper.start();
  keeper.start();
  await until(() => keeper.state.service === 'up');
  expect(news.up).toEqual([keeper.control]);
  expect(keeper.client).not.toBeNull();
  expect(news.states.map(({ service }) => service)).toEqual(['starting', 'up']);
  await keeper.stop();
  await children[0]?.child.ended;
  expect(news.troubles).toEqual([]);
  expect(children).toHaveLength(1);
  expect(keeper.client).toBeNull();
});

test('its end is told, and it can be started again', async () => {
  const { keeper, news, until } = keep();
  keeper.start();
  await until(() => keeper.state.service === 'up');
  await fetch(`${String(news.up[0]?.url)}/die`).catch(() => undefined);
  await until(() => news.troubles.length > 0);
  expect(news.troubles).toEqual([{ kind: 'ended-by-itself' }]);
  expect(keeper.state).toEqual({ service: 'ended' });
  keeper.start();
  await until(() => keeper.state.service === 'up');
  expect(news.up).toHaveLength(2);
  await keeper.stop();
});

const failing: [string, string, unknown][] = [
  [
    'reports a failure',
    `console.log('{"event":"failed","error":{"code":"home-unwritable","message":"M","hint":"H"}}')`,
    { code: 'home-unwritable', message: 'M', hint: 'H' },
  ],
  ['ends without a word', 'process.exit(3)', expect.objectContaining({ code: 'internal' })],
];
test.each(failing)('a service that %s could not start', async (_name, source, failure) => {
  const { keeper, news, until } = keep(source);
  keeper.start();
  await until(() => news.troubles.length > 0);
  expect(news.troubles).toEqual([{ kind: 'could-not-start', failure }]);
});

test('a Node that does not exist could not start it', async () => {
  const child = spawnService(join(folder, 'no-node'), 'x.mjs', {});
  await expect(announced(child)).rejects.toMatchObject({ code: 'internal' });
});

test('a service that says nothing is given up', async () => {
  const child = launch('process.stdin.resume()');
  await expect(announced(child, 50)).rejects.toMatchObject({ code: 'internal' });
});

test('stopping while it starts leaves nothing behind and is no trouble', async () => {
  const { keeper, news } = keep('process.stdin.resume()');
  keeper.start();
  await keeper.stop();
  await children[0]?.child.ended;
  expect(news.troubles).toEqual([]);
  expect(keeper.state).toEqual({ service: 'starting' });
});

test('a service that does not listen is killed', async () => {
  const child = launch(
    `console.log('up'); setInterval(() => undefined, 1000); process.stdin.on('end', () => undefined).resume()`,
  );
  await new Promise((resolve) => child.stdout.once('data', resolve));
  await endService(child, 50);
  await expect(child.ended).resolves.toBeUndefined();
});
