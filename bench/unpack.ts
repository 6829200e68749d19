/** Takes a body out of whatever it was packed in for the way. */
import { brotliDecompressSync, gunzipSync, inflateSync, zstdDecompressSync } from 'node:zlib';

/** @param coding the answer's `Content-Encoding` */
export function unpack(body: Buffer, coding: unknown): Buffer {
  switch (coding) {
    case 'br':
      return brotliDecompressSync(body);
    case 'gzip':
      return gunzipSync(body);
    case 'zstd':
      return zstdDecompressSync(body);
    case 'deflate':
      return inflateSync(body);
    default:
      return body;
  }
}
