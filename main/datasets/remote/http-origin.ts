/** Asks a web server for a file, and follows where it leads on to as far as that may be. */
import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, request, type Dispatcher } from 'undici';
import { ShareError } from '../../../contract/errors.ts';
import { isPublicAddress, literalAddress, mayBePrivate, stepTo } from './address-policy.ts';
import { meaningOf } from './download-policy.ts';
import { rangeHeader, type Asking, type Origin, type Reply } from './origin.ts';
import type { HttpSource } from './source.ts';

/** Finds all addresses of a name. */
export type Lookup = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => void,
) => void;

const CONNECT_MS = 20_000;

export class HttpOrigin implements Origin {
  readonly #source: HttpSource;
  readonly #isPublic: (address: string) => boolean;
  readonly #named = new Agent({ connect: { timeout: CONNECT_MS }, headersTimeout: 0, bodyTimeout: 0 });
  readonly #judged: Agent;

  /**
   * @param isPublic left away: as the registries say
   * @param lookup left away: as the system does
   */
  constructor(source: HttpSource, isPublic = isPublicAddress, lookup: Lookup = systemLookup) {
    this.#source = source;
    this.#isPublic = isPublic;
    this.#judged = new Agent({
      connect: { timeout: CONNECT_MS, lookup: judgingLookup(isPublic, lookup) },
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }

  async ask(asking: Asking): Promise<Reply> {
    let url = this.#source.url;
    for (let steps = 0; ; steps++) {
      const reply = await this.#askAt(url, asking);
      const meaning = meaningOf(reply, { from: asking.from, version: null });
      if (meaning.kind !== 'redirect') return reply;
      reply.discard();
      const step = stepTo(meaning.to, url, steps);
      if (step.kind === 'refused') throw this.#denied(step.reason);
      url = step.url;
    }
  }

  close(): void {
    void this.#named.destroy();
    void this.#judged.destroy();
  }

  async #askAt(url: URL, asking: Asking): Promise<Reply> {
    const { signal } = asking;
    const isNamed = mayBePrivate(url, this.#source.url);
    const literal = literalAddress(url);
    if (!isNamed && literal !== null && !this.#isPublic(literal)) throw this.#denied(INWARD);
    const dispatcher = isNamed ? this.#named : this.#judged;
    try {
      const { statusCode, headers, body } = await request(url, { dispatcher, signal, headers: headersFor(asking) });
      // Whoever ends it early has no use for the complaint that it ended early.
      body.on('error', ignore);
      return { status: statusCode, headers: firstOf(headers), body, discard: () => void body.destroy() };
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === INWARD_CODE) throw this.#denied(INWARD);
      throw error;
    }
  }

  #denied(reason: string): ShareError {
    const { fileName, host } = this.#source;
    return new ShareError('download-denied', { name: fileName, host, reason });
  }
}

const INWARD = 'it leads on to a private network';
const INWARD_CODE = 'ANNOTATE_SHARE_INWARD';

function headersFor(asking: Asking): Record<string, string> {
  const { onlyOf, unless } = asking;
  const range = rangeHeader(asking);
  return {
    'accept-encoding': 'identity',
    'user-agent': 'annotate-share',
    ...(range === undefined ? {} : { range }),
    ...(range === undefined || onlyOf == null ? {} : { 'if-range': onlyOf }),
    ...(unless?.etag == null ? {} : { 'if-none-match': unless.etag }),
    ...(unless?.etag == null && unless?.lastModified != null ? { 'if-modified-since': unless.lastModified } : {}),
  };
}

function firstOf(headers: Dispatcher.ResponseData['headers']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), Array.isArray(value) ? value[0] : value]),
  );
}

/** The address that is judged is the one that is called: a name that answers otherwise the second time gains nothing. */
function judgingLookup(isPublic: (address: string) => boolean, lookup: Lookup): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found: readonly LookupAddress[] | undefined) => {
      const [first] = found ?? [];
      if (error !== null || found === undefined || first === undefined) {
        callback(error ?? new Error(`${hostname} has no address`), '');
      } else if (!found.every(({ address }) => isPublic(address))) {
        callback(Object.assign(new Error(`${hostname} is in a private network`), { code: INWARD_CODE }), '');
      } else if (options.all === true) {
        callback(null, [...found]);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}

function ignore(): void {
  // Whoever reads the body hears of it there.
}
