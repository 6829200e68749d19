/** In which coding a client gets an answer. Pure. */
import Negotiator from 'negotiator';

/** Best first, where the client has no preference of its own. */
export const codings = ['br', 'zstd', 'gzip', 'identity'] as const;
export type Coding = (typeof codings)[number];
export type Packing = Exclude<Coding, 'identity'>;

/** Its types leave out the second argument. */
interface EncodingNegotiator {
  encoding(available: readonly string[], options: { readonly preferred: readonly string[] }): string | undefined;
}

/** Browsers send a handful of different headers; who sends ever new ones gains nothing. */
const REMEMBERED_AT_MOST = 64;
const remembered = new Map<string, Coding>();

/** A client that sent no Accept-Encoding is taken to read plain bytes only. */
export function codingFor(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined) return 'identity';
  const known = remembered.get(acceptEncoding);
  if (known !== undefined) return known;
  const coding = negotiate(acceptEncoding);
  if (remembered.size >= REMEMBERED_AT_MOST) remembered.clear();
  remembered.set(acceptEncoding, coding);
  return coding;
}

function negotiate(acceptEncoding: string): Coding {
  const negotiator: EncodingNegotiator = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } });
  const chosen = negotiator.encoding(codings, { preferred: codings });
  return codings.find((coding) => coding === chosen) ?? 'identity';
}
