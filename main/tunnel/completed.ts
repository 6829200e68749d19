/** Fills in what the owner left out of a wish with what was set the last time, and keeps what may be kept. Pure. */
import type { OpenableRequest } from '../../contract/tunnel.ts';

/**
 * What is said counts, and null takes back what was set before. The settings of ssh belong to one server and go with it; localtunnel
 * without a relay has always meant the public one.
 */
export function completed<R extends OpenableRequest>(asked: R, last: R | null): R {
  if (last === null || asked.provider === 'localtunnel') return asked;
  if (
    asked.provider === 'ssh' &&
    last.provider === 'ssh' &&
    asked.target !== undefined &&
    asked.target !== last.target
  ) {
    return asked;
  }
  return { ...last, ...defined(asked) };
}

/** A fingerprint is kept by the file of known hosts. A command may hold a token: it is said each time. */
export function memorable(request: OpenableRequest): OpenableRequest | null {
  switch (request.provider) {
    case 'ssh': {
      const { hostKey: _, ...rest } = request;
      return rest;
    }
    case 'command':
      return null;
    case 'localtunnel':
    case 'cloudflared':
    case 'ngrok':
      return request;
  }
}

function defined<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>;
}
