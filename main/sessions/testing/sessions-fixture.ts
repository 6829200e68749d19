/** Sessions for tests: everything real but Annotate, whose place a fake host takes, and the gate, which lets nobody in unless told. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Session as Snapshot } from '../../../contract/session.ts';
import { SpareHosts } from '../../annotate/spare-host.ts';
import { hostLog } from '../../annotate/testing/processes.ts';
import type { Door } from '../../proxy/ports.ts';
import { AuditLog } from '../../store/audit.ts';
import { DataUses } from '../../store/data-use.ts';
import { Database } from '../../store/database.ts';
import { Datasets } from '../../store/datasets.ts';
import { Invites } from '../../store/invites.ts';
import { SignIns, type SignIn } from '../../store/sign-ins.ts';
import { MovedDatasets } from '../moved-datasets.ts';
import { Sessions, type SharedParts } from '../sessions.ts';

/** Speaks the host's protocol; its title tells it how to misbehave. */
const fakeHost = fileURLToPath(new URL('../../annotate/testing/fake_host.py', import.meta.url));

export const nobody: Door['gatekeeper'] = {
  recognise: () => null,
  recogniseProgram: () => null,
  admitProgram: () => Promise.resolve(null),
  signIn: () => Promise.resolve(null),
  signOut: () => undefined,
  guessable: false,
  mayFit: () => false,
  endingOf: () => null,
  readInvite: () => null,
  acceptInvite: () => null,
  signOutEverywhere: () => undefined,
};

export class SessionsFixture {
  readonly folder = mkdtempSync(join(tmpdir(), 'annotate-share-sessions-'));
  readonly file = join(this.folder, 'lung.h5ad');
  readonly database = new Database(':memory:');
  readonly audit = new AuditLog(this.database, { days: 90 });
  /** Every host process that was started, spares too. */
  readonly pids: number[] = [];
  readonly prefetched: string[] = [];
  readonly sessions: Sessions;
  readonly #hosts: SpareHosts;

  constructor(python: string, more: Partial<SharedParts> = {}, spareAfterMs = 3_600_000) {
    writeFileSync(this.file, 'x');
    this.#hosts = new SpareHosts({ log: hostLog((pid) => this.pids.push(pid)), afterMs: spareAfterMs });
    this.sessions = new Sessions(
      {
        environment: { ensure: () => Promise.resolve({ python, root: this.folder }) },
        example: { fetch: () => Promise.resolve(this.file) },
        checkFile: (path) =>
          Promise.resolve({
            path,
            fileName: basename(path),
            sizeBytes: 1,
            modified: statSync(this.file, { throwIfNoEntry: false })?.mtime ?? new Date(0),
          }),
        datasets: new Datasets(this.database),
        moved: new MovedDatasets(
          new Datasets(this.database),
          hostLog(() => undefined),
        ),
        signIns: new SignIns(this.database),
        invites: new Invites(this.database),
        audit: this.audit,
        dataUses: new DataUses(this.database),
        hostProgram: fakeHost,
        hosts: this.#hosts,
        stores: { root: join(this.folder, 'stores'), limitBytes: 1e9 },
        annotationsFolder: (id) => join(this.folder, id),
        titleOf: () => 'Lung',
        slugOf: () => 'lung',
        user: 'guest',
        passwordFor: ({ id }) => `password of ${id}`,
        gatekeeper: () => nobody,
        invitePath: ({ id }) => `-/invite/${id}`,
        tunnelProvider: () => {
          throw new Error('no tunnel was asked for');
        },
        tunnelTarget: () => ({ host: '127.0.0.1', port: 1 }),
        localUrl: () => 'http://127.0.0.1:8000/lab',
        basePath: '/lab',
        onNetwork: () => false,
        sleepAfterMinutes: null,
        prefetch: (slug) => this.prefetched.push(slug),
        figures: () => ({
          heavy: { running: 0, waiting: 0, refused: 0 },
          answers: { hits: 0, misses: 0, bytes: 0 },
          memory: { kind: 'enough' },
        }),
        log: hostLog((pid) => this.pids.push(pid)),
        ...more,
      },
      nobody,
    );
  }

  async close(): Promise<void> {
    await this.sessions.close();
    await this.#hosts.close();
    this.audit.close();
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The one session's door. */
  get door(): Door {
    const door = this.sessions.directory.find('lung');
    if (door === null) throw new Error('there is no session');
    return door;
  }

  /** Somebody who is in by the general link. */
  signIn(sessionId: string): SignIn {
    const datasetId = this.sessions.datasetOf(sessionId) ?? '';
    const who = { collaborator: 'guest-1', name: 'Guest 1', by: 'general-link', userAgent: '', address: '' } as const;
    return new SignIns(this.database).create({ datasetId, ...who });
  }

  /** Waits for the change after which it holds. */
  until(id: string, holds: (session: Snapshot) => boolean): Promise<Snapshot> {
    return new Promise((resolve) => {
      const look = () => {
        const session = this.sessions.list().find((one) => one.id === id);
        if (session === undefined || !holds(session)) return;
        unsubscribe();
        resolve(session);
      };
      const unsubscribe = this.sessions.subscribe(look);
      look();
    });
  }

  /** Asks the host itself, past the proxy. */
  async askHost(path: string): Promise<void> {
    const { state } = this.door;
    if (state.kind !== 'open') throw new Error('the door is not open');
    const { origin, secret } = state.upstream;
    await fetch(`${origin}${path}`, { headers: { 'X-Annotate-Share-Secret': secret } }).catch(() => undefined);
  }
}

export const inPhase = (phase: Snapshot['phase']) => (session: Snapshot) => session.phase === phase;
