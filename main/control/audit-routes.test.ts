import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler } from 'express';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { AUDIT_LIMIT, auditEntrySchema, type AuditEntry } from '../../contract/audit.ts';
import { ShareError, toFailure } from '../../contract/errors.ts';
import { Auditing } from '../sessions/auditing.ts';
import { AuditLog } from '../store/audit.ts';
import { Database } from '../store/database.ts';
import { addAudit } from './audit-routes.ts';
import { statusOf } from './statuses.ts';

let database: Database;
let log: AuditLog;
let server: Server;
let now: Date;

beforeEach(async () => {
  database = new Database(':memory:');
  now = new Date('2026-11-20T10:00:00Z');
  log = new AuditLog(database, { days: 90, now: () => now });
  const auditing = new Auditing({
    log,
    sessions: {
      has: (id) => id === 's1',
      datasetOf: (id) => {
        if (id !== 's1') throw new ShareError('session-not-found', { id });
        return 'lung';
      },
      noteChange: () => undefined,
      acceptances: () => [
        {
          personId: 'maria-1',
          name: '=Maria',
          acceptedAt: '2026-11-20T10:00:00.000Z',
          termsHash: 'abc',
          current: true,
        },
      ],
    },
  });
  const routes = express.Router();
  addAudit(routes, auditing);
  const tell: ErrorRequestHandler = (error, _request, response, _next) => {
    const { code } = toFailure(error);
    response.status(statusOf(code)).json({ code });
  };
  server = createServer(express().use(routes).use(tell)).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  log.close();
  database.close();
});

function ask(path: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`);
}
const entries = async (query = '') =>
  auditEntrySchema.array().parse(await (await ask(`/sessions/s1/audit${query}`)).json());

function title(value: string): void {
  log.record({ datasetId: 'lung', action: 'changed-title', actor: 'owner', value });
  now = new Date(now.getTime() + 60_000);
}

test('newest first, a page at a time, since a time', async () => {
  for (let one = 0; one < 5; one += 1) title(String(one));
  const values = (list: readonly AuditEntry[]) => list.map(({ value }) => value);
  const page = await entries('?limit=2');
  expect(values(page)).toEqual(['4', '3']);
  expect(values(await entries(`?limit=2&before=${page[1]?.id}`))).toEqual(['2', '1']);
  expect(values(await entries('?since=2026-11-20T10:03:00Z'))).toEqual(['4', '3']);
  expect(values(await entries('?since=2026-11-20T12:03:00%2B02:00'))).toEqual(['4', '3']);
});

test.each(['?limit=0', '?limit=1001', '?since=yesterday', '?before=x', '?format=xml', '?other=1'])(
  'what cannot be understood is refused: %s',
  async (query) => {
    const answer = await ask(`/sessions/s1/audit${query}`);
    expect([answer.status, await answer.json()]).toEqual([400, { code: 'request-invalid' }]);
  },
);

test.each(['', '?format=csv'])('a session that is not there is told as such: %s', async (query) => {
  const answer = await ask(`/sessions/s2/audit${query}`);
  expect([answer.status, await answer.json()]).toEqual([404, { code: 'session-not-found' }]);
});

test('as a file for a spreadsheet: all of it, and nothing that a spreadsheet would run', async () => {
  for (const value of ['=1+1', '+1', '-1', '@SUM(A1)', '\tx', 'a "quoted", one\nin two lines']) title(value);
  for (let more = 0; more < AUDIT_LIMIT; more += 1) title('x');
  const answer = await ask('/sessions/s1/audit?format=csv');
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename=audit-s1.csv');
  const text = await answer.text();
  expect(text.startsWith('at,until,count,action,actor,personId,name,address,subject,value\n')).toBe(true);
  expect(text.match(/changed-title/g)).toHaveLength(AUDIT_LIMIT + 6);
  for (const cell of [
    ",'=1+1\n",
    ",'+1\n",
    ",'-1\n",
    ",'@SUM(A1)\n",
    ",'\tx\n",
    ',"a ""quoted"", one\nin two lines"\n',
  ])
    expect(text).toContain(cell);
});

test('who accepted the terms, as JSON and as a file', async () => {
  expect(await (await ask('/sessions/s1/acceptances')).json()).toMatchObject([{ name: '=Maria', current: true }]);
  const file = await ask('/sessions/s1/acceptances?format=csv');
  expect(file.headers.get('content-disposition')).toBe('attachment; filename=acceptances-s1.csv');
  expect(await file.text()).toBe(
    "acceptedAt,personId,name,termsHash,current\n2026-11-20T10:00:00.000Z,maria-1,'=Maria,abc,1\n",
  );
});

test('what belongs to no dataset is told apart: the gallery, and links that do not exist', async () => {
  log.record({ datasetId: '', action: 'sign-in-refused', actor: 'stranger', subject: 'password' });
  title('x');
  const elsewhere = auditEntrySchema.array().parse(await (await ask('/audit')).json());
  expect(elsewhere.map(({ action }) => action)).toEqual(['sign-in-refused']);
  expect((await entries()).map(({ action }) => action)).toEqual(['changed-title']);
  expect(await (await ask('/audit?format=csv')).text()).toContain('sign-in-refused');
});
