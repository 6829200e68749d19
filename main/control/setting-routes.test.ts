import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { json, Router, type ErrorRequestHandler } from 'express';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { toFailure } from '../../contract/errors.ts';
import type { ChangeSettings } from '../../contract/settings.ts';
import { addSettings, type SettingCalls } from './setting-routes.ts';
import { statusOf } from './statuses.ts';

const settings = { sleepAfterMinutes: 30, auditDays: 90, downloadLimitBytes: 5e9, storeLimitBytes: 5e9, fixed: [] };
const storage = {
  downloads: 7,
  stores: 8,
  prepared: 9,
  folders: { home: '/h', annotations: '/h/a', prepared: '/h/p', downloads: '/h/d', logs: '/h/l' },
};
let asked: ChangeSettings[];
let url: string;

beforeEach(async () => {
  asked = [];
  const calls: SettingCalls = {
    read: () => settings,
    change: (change) => {
      asked.push(change);
      return settings;
    },
    storage: () => Promise.resolve(storage),
    clearDownloads: () => Promise.resolve({ bytes: 7, kept: 0 }),
  };
  const routes = Router();
  routes.use(json());
  addSettings(routes, calls);
  const tell: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    const failure = toFailure(error);
    response.status(statusOf(failure.code)).json({ error: failure });
  };
  const server = createServer(express().use(routes, tell));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

const patch = (change: unknown) =>
  fetch(`${url}/settings`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
  });

test('settings are told and changed, what lies on disk is told and can go', async () => {
  expect(await (await fetch(`${url}/settings`)).json()).toEqual(settings);
  expect(await (await patch({ sleepAfterMinutes: null, auditDays: 0 })).json()).toEqual(settings);
  expect(asked).toEqual([{ sleepAfterMinutes: null, auditDays: 0 }]);
  expect(await (await fetch(`${url}/storage`)).json()).toEqual(storage);
  expect(await (await fetch(`${url}/downloads`, { method: 'DELETE' })).json()).toEqual({ bytes: 7, kept: 0 });
});

test.each([
  [{ auditDays: -1 }],
  [{ auditDays: 1.5 }],
  [{ auditDays: 4000 }],
  [{ sleepAfterMinutes: 0 }],
  [{ downloadLimitBytes: '5' }],
  [{ storeLimitBytes: null }],
  [{ password: 'x' }],
  [{ fixed: [] }],
])('%j is no change', async (change) => {
  expect((await patch(change)).status).toBe(400);
  expect(asked).toEqual([]);
});
