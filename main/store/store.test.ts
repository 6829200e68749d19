import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ShareError } from '../../contract/errors.ts';
import { Database } from './database.ts';
import { Datasets } from './datasets.ts';
import { prepareHome, resolveHome } from './home.ts';
import { openLog } from './log.ts';
import { announce, runningServices } from './running-services.ts';
import { serverKey } from './server-keys.ts';
import { SignIns } from './sign-ins.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'annotate-share-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lung = { path: '/data/lung.h5ad', sizeBytes: 10, title: 'Lung' };

describe('Database', () => {
  test('keeps what was written when it is opened again, and does not repeat migrations', () => {
    const file = join(folder, 'a.sqlite');
    const first = new Database(file);
    const { id } = new Datasets(first).remember(lung, () => 'lung');
    first.close();
    const second = new Database(file);
    expect(new Datasets(second).find(lung.path)?.id).toBe(id);
    second.close();
  });

  test('refuses a file of a newer version instead of damaging it', () => {
    const file = join(folder, 'a.sqlite');
    const newer = new Database(file);
    newer.prepare('PRAGMA user_version = 999').run();
    newer.close();
    expect(() => new Database(file)).toThrow(/newer Annotate Share/);
  });

  test('a transaction that throws leaves nothing behind', () => {
    const database = new Database(':memory:');
    const datasets = new Datasets(database);
    expect(() =>
      database.transaction(() => {
        database.prepare("INSERT INTO server_keys (name, secret) VALUES ('x', x'00')").run();
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(database.prepare('SELECT count(*) AS n FROM server_keys').get()).toEqual({ n: 0 });
    expect(datasets.recent(5)).toEqual([]);
  });
});

describe('Datasets', () => {
  test('when a host sleeps is remembered once it was chosen: minutes, or never', () => {
    const datasets = new Datasets(new Database(':memory:'));
    const { id, sleepAfterMinutes } = datasets.remember(lung, () => 'lung');
    expect(sleepAfterMinutes).toBeUndefined();
    const after = () => datasets.find(lung.path)?.sleepAfterMinutes;
    datasets.change(id, { sleepAfterMinutes: 7.5 });
    datasets.change(id, { title: 'Other' });
    expect(after()).toBe(7.5);
    datasets.change(id, { sleepAfterMinutes: null });
    expect(after()).toBeNull();
  });

  test('a file keeps its id and slug whenever it is shared; another file gets another slug', () => {
    const datasets = new Datasets(new Database(':memory:'));
    const slugs: string[][] = [];
    const pick = (name: string) => (taken: ReadonlySet<string>) => {
      slugs.push([...taken]);
      return name;
    };
    const first = datasets.remember(lung, pick('lung'));
    const again = datasets.remember({ ...lung, title: 'Lung, again' }, pick('never asked'));
    datasets.remember({ ...lung, path: '/other/lung.h5ad' }, pick('lung-2'));
    expect({ id: again.id, slug: again.slug, title: again.title }).toEqual({
      id: first.id,
      slug: 'lung',
      title: 'Lung, again',
    });
    expect(slugs).toEqual([[], ['lung']]);
  });

  test('changes what is given and leaves the rest', () => {
    const datasets = new Datasets(new Database(':memory:'));
    const { id } = datasets.remember(lung, () => 'lung');
    datasets.change(id, { toggles: { diffexp: false, annotations: true } });
    datasets.change(id, { generalRole: 'viewer' });
    expect(datasets.find(lung.path)).toMatchObject({
      title: 'Lung',
      toggles: { diffexp: false, annotations: true },
      generalRole: 'viewer',
    });
  });

  test('forgotten ones leave the recent list and come back, with the same id, when shared again', () => {
    const datasets = new Datasets(new Database(':memory:'));
    const { id } = datasets.remember(lung, () => 'lung');
    datasets.forget(lung.path);
    expect(datasets.recent(5)).toEqual([]);
    expect(datasets.remember(lung, () => 'other').id).toBe(id);
    expect(datasets.recent(5).map(({ slug }) => slug)).toEqual(['lung']);
  });
});

describe('SignIns', () => {
  test('are found by an id nobody can guess, seen, and revoked for good', () => {
    const database = new Database(':memory:');
    const { id: datasetId } = new Datasets(database).remember(lung, () => 'lung');
    const signIns = new SignIns(database);
    const asked = {
      datasetId,
      collaborator: 'guest-1',
      name: 'Guest 1',
      by: 'general-link',
      userAgent: 'x'.repeat(900),
      address: '::1',
    } as const;
    const one = signIns.create(asked);
    const two = signIns.create({ ...asked, collaborator: 'guest-2' });
    expect(one.id).toMatch(/^[0-9a-f]{32}$/);
    expect(two.id).not.toBe(one.id);
    const seen = new Date('2030-01-01T00:00:00Z');
    signIns.touch(one.id, seen);
    signIns.revoke(one.id);
    expect(signIns.find(one.id)).toMatchObject({ lastSeen: seen, ended: 'put-out', collaborator: 'guest-1' });
    expect(signIns.find(one.id)?.userAgent).toHaveLength(400);
    signIns.revoke(one.id, 'signed-out');
    expect(signIns.find(one.id)?.ended).toBe('put-out');
    expect(signIns.find('nope')).toBeNull();
    expect(signIns.listFor(datasetId).map(({ collaborator }) => collaborator)).toEqual(['guest-1', 'guest-2']);
  });
});

test('a server key is made once and stays; other names have other keys', () => {
  const file = join(folder, 'a.sqlite');
  const first = new Database(file);
  const key = serverKey(first, 'invites');
  first.close();
  const second = new Database(file);
  expect(key).toHaveLength(32);
  expect(serverKey(second, 'invites').equals(key)).toBe(true);
  expect(serverKey(second, 'general-links').equals(key)).toBe(false);
  second.close();
});

describe('home', () => {
  test('is chosen by option, then by environment; environments may lie elsewhere', () => {
    expect(resolveHome('/a', { ANNOTATE_SHARE_HOME: '/b' }).root).toBe('/a');
    expect(resolveHome(undefined, { ANNOTATE_SHARE_HOME: '/b' }).database).toBe('/b/annotate-share.sqlite');
    expect(resolveHome('/a', { ANNOTATE_SHARE_ENVIRONMENTS: '/shared/envs' }).environments).toBe('/shared/envs');
    expect(resolveHome(undefined, {}).root).toMatch(/annotate-share/);
  });

  test('its folders are for this user alone', () => {
    const home = resolveHome(join(folder, 'home'), {});
    prepareHome(home);
    for (const path of [home.root, home.annotations, home.run]) expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('that cannot be made is told by code', () => {
    writeFileSync(join(folder, 'file'), '');
    const attempt = () => prepareHome(resolveHome(join(folder, 'file', 'home'), {}));
    expect(attempt).toThrow(ShareError);
    expect(attempt).toThrow(/cannot be written/);
  });
});

describe('the log', () => {
  test('hides secrets, however deep, and is readable by this user alone', () => {
    const { log, file, close } = openLog(folder);
    log.info(
      { password: 'hunter2', request: { headers: { authorization: 'Basic xyz', cookie: 'a=b', accept: 'text/html' } } },
      'hello',
    );
    close();
    const content = readFileSync(file, 'utf8');
    expect(content).toContain('text/html');
    for (const secret of ['hunter2', 'xyz', 'a=b']) expect(content).not.toContain(secret);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('that has grown is set aside', () => {
    writeFileSync(join(folder, 'service.log'), 'x'.repeat(5_000_001));
    const { file, close } = openLog(folder);
    close();
    expect(existsSync(`${file}.1`)).toBe(true);
    expect(statSync(file).size).toBe(0);
  });
});

describe('running services', () => {
  const control = { url: 'http://127.0.0.1:1', token: 't' };

  test('announce themselves and withdraw; the token is for this user alone', () => {
    const notice = announce(folder, control);
    expect(runningServices(folder)).toEqual([{ pid: process.pid, control }]);
    expect(statSync(join(folder, `${process.pid}.json`)).mode & 0o077).toBe(0);
    notice.withdraw();
    expect(runningServices(folder)).toEqual([]);
  });

  test('what a killed service or a torn write left behind is cleared away', () => {
    writeFileSync(join(folder, '999999999.json'), JSON.stringify({ pid: 999_999_999, control }));
    writeFileSync(join(folder, 'torn.json'), '{"pid":');
    expect(runningServices(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('no home yet means nothing runs', () => {
    expect(runningServices(join(folder, 'nowhere'))).toEqual([]);
  });
});
