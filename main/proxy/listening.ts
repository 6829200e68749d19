/** Opens and closes the server's socket. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ShareError } from '../../contract/errors.ts';

const CONNECTIONS_AT_MOST = 2000;
const LAST_ANSWERS_MS = 2000;

/** @throws ShareError `port-in-use`, `port-forbidden`, `address-unavailable` */
export async function listen(server: Server, address: string, port: number): Promise<number> {
  server.maxConnections = CONNECTIONS_AT_MOST;
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(explained(error, address, port));
    server.once('error', fail);
    server.listen({ host: address, port }, () => {
      server.off('error', fail);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** @param cutRest ends what the server itself does not know of */
export async function close(server: Server, cutRest: () => void): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => {
    server.closeAllConnections();
    cutRest();
  }, LAST_ANSWERS_MS);
  await closed;
  clearTimeout(cut);
}

function explained(error: NodeJS.ErrnoException, address: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ShareError('port-in-use', { port, address }, { cause: error });
    case 'EACCES':
      return new ShareError('port-forbidden', { port }, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new ShareError('address-unavailable', { address }, { cause: error });
    default:
      return error;
  }
}
