import { afterEach, beforeEach, expect, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import type { Witnessed } from '../proxy/ports.ts';
import { AuditLog } from '../store/audit.ts';
import { Database } from '../store/database.ts';
import { Auditing } from './auditing.ts';

let database: Database;
let log: AuditLog;
let auditing: Auditing;
let changes: number;

beforeEach(() => {
  database = new Database(':memory:');
  log = new AuditLog(database, { days: 90 });
  changes = 0;
  const sessions = {
    has: (id: string) => ['s1', 'unopened'].includes(id),
    datasetOf: (id: string) => {
      if (id === 'gone') throw new ShareError('session-not-found', { id });
      return id === 'unopened' ? null : 'lung';
    },
    noteChange: () => void (changes += 1),
    acceptances: () => [],
  };
  auditing = new Auditing({ sessions, log });
});
afterEach(() => {
  log.close();
  database.close();
});

const saved: Witnessed = {
  session: 's1',
  visitor: { collaborator: 'maria-abc', signInId: 'the-secret-id', name: 'Maria', role: 'annotator', by: 'invite' },
  address: '10.0.0.7',
  deed: { action: 'saved-labels', subject: null },
};
const guessed: Witnessed = {
  session: 's1',
  visitor: null,
  address: '192.0.2.1',
  deed: { action: 'sign-in-refused', subject: 'password' },
};

test('what somebody did is kept with their id and name, what a stranger tried without; pages are told', () => {
  auditing.witness(saved);
  auditing.witness(guessed);
  expect(auditing.list('s1', {})).toMatchObject([
    { actor: 'stranger', personId: null, name: null, address: '192.0.2.1', subject: 'password' },
    { actor: 'person', personId: 'maria-abc', name: 'Maria', address: '10.0.0.7', action: 'saved-labels' },
  ]);
  expect(changes).toBe(2);
  expect(JSON.stringify(auditing.list('s1', {}))).not.toContain('the-secret-id');
});

test('a try where there is no session is written like any other, apart from every session', () => {
  for (const session of [null, 'gone', 'unopened']) auditing.witness({ ...guessed, session });
  expect(auditing.list('s1', {})).toEqual([]);
  expect(auditing.list('unopened', {})).toEqual([]);
  expect(auditing.list(null, {})).toMatchObject([{ action: 'sign-in-refused', count: 3 }]);
  expect([...auditing.all(null, undefined)]).toHaveLength(1);
  expect(changes).toBe(0);
});

test('what is done at a dataset that is offered and not shared yet is kept with it', () => {
  auditing.witness({ ...guessed, session: 'offered-lung' });
  expect(auditing.list('s1', {})).toMatchObject([{ action: 'sign-in-refused', count: 1 }]);
});

test('a session that is not there is told', () => {
  expect(() => auditing.list('gone', {})).toThrow(ShareError);
  expect(() => [...auditing.all('gone', undefined)]).toThrow(ShareError);
});
