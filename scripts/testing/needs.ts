/** What steps need from the machine: looked for once a run, and only when a step asks. */
import { ensureBrowser } from './browser.ts';
import { run } from './command.ts';
import { openDisplay } from './display.ts';
import { ensureElectron } from './electron.ts';
import { ensurePackage } from './packaged.ts';
import { isMissing, type Had } from './had.ts';
import type { Need } from './plan.ts';
import { ensurePythonSide } from './python.ts';
import { ensureS3Server } from './s3-server.ts';
import { ensureServers, sshServer, webServers } from './servers.ts';

/** Set for the runner; undefined takes a variable away. */
export type Variables = Readonly<Record<string, string | undefined>>;

export class Needs {
  readonly #found = new Map<Need, Promise<Had<Variables>>>();
  readonly #stopped: AbortSignal;
  #python: string | null = null;
  #closeDisplay: () => Promise<void> = () => Promise.resolve();

  constructor(stopped: AbortSignal) {
    this.#stopped = stopped;
  }

  /** The variables under which a runner finds all of them, or the first that is missing. */
  async all(needs: readonly Need[]): Promise<Had<Variables>> {
    let variables: Variables = {};
    for (const need of needs) {
      const had = await this.#find(need);
      if (isMissing(had)) return had;
      variables = { ...variables, ...had.value };
    }
    return { value: variables };
  }

  /** Begins to look for something that takes long, while other steps are taken; what becomes of it is told to those that need it. */
  ahead(need: Need): void {
    this.#find(need).catch(() => undefined);
  }

  /** The managed environment's Python, for a step that needs `annotate`. */
  python(): string {
    if (this.#python === null) throw new Error('no step before asked for annotate');
    return this.#python;
  }

  close(): Promise<void> {
    return this.#closeDisplay();
  }

  #find(need: Need): Promise<Had<Variables>> {
    const found = this.#found.get(need) ?? this.#look(need);
    this.#found.set(need, found);
    return found;
  }

  async #look(need: Need): Promise<Had<Variables>> {
    switch (need) {
      case 'annotate': {
        const had = await ensurePythonSide(this.#stopped);
        if (isMissing(had)) return had;
        this.#python = had.value.python;
        return { value: had.value.variables };
      }
      case 'build': {
        const { exitCode } = await run({ argv: [process.execPath, 'scripts/build.ts', '--if-stale'], seconds: 300 });
        // A build that fails is no lack of this machine: the steps that need it fail too.
        if (exitCode !== 0) throw new Error('the build failed');
        return { value: {} };
      }
      case 'browser': {
        const had = await ensureBrowser();
        return isMissing(had) ? had : { value: { ANNOTATE_SHARE_CHROMIUM: had.value.executable ?? undefined } };
      }
      case 'web-servers':
        return ensureServers(webServers);
      case 'ssh-server':
        return ensureServers(sshServer);
      case 's3-server': {
        const had = await ensureS3Server(async () => {
          await this.#find('annotate');
          return this.#python;
        });
        return isMissing(had) ? had : { value: { ANNOTATE_SHARE_S3_SERVER: had.value.program } };
      }
      case 'electron':
        return ensureElectron();
      case 'package':
        return ensurePackage(this.#python);
      case 'display': {
        const had = await openDisplay();
        if (isMissing(had)) return had;
        this.#closeDisplay = () => had.value.close();
        return { value: had.value.variables };
      }
    }
  }
}
