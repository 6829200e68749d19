/** What was set for each way out to the internet the last time, so that it need not be said again. Nothing secret. */
import { tunnelRequestSchema, type OpenableRequest, type TunnelProviderName } from '../../contract/tunnel.ts';
import type { Database } from './database.ts';
import { text } from './rows.ts';

export class WaysOut {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Null when it was never set, or by a version that said it otherwise. */
  last<P extends TunnelProviderName>(provider: P): Extract<OpenableRequest, { provider: P }> | null {
    const row = this.#database.prepare('SELECT request FROM ways_out WHERE provider = ?').get(provider);
    if (row === undefined) return null;
    const { data } = tunnelRequestSchema.safeParse(parseJson(text(row, 'request')));
    return data?.provider === provider ? (data as Extract<OpenableRequest, { provider: P }>) : null;
  }

  remember(request: OpenableRequest): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO ways_out (provider, request) VALUES (?, ?)')
      .run(request.provider, JSON.stringify(request));
  }
}

/** For looking without a database: nothing was ever set. */
export const noWaysOut: Pick<WaysOut, 'last' | 'remember'> = { last: () => null, remember: () => undefined };

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
