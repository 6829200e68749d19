/** The control API's calls: checks what came in against the contract and passes it on. */
import { json, Router, type Request } from 'express';
import QRCode from 'qrcode';
import type { z } from 'zod';
import {
  changeInviteSchema,
  changeSessionSchema,
  newInviteSchema,
  renewInviteSchema,
  startSessionSchema,
  type Check,
  type Doctor,
  type qrSchema,
  type Snapshot,
} from '../../contract/control.ts';
import { ShareError } from '../../contract/errors.ts';
import type { Network } from '../../contract/network.ts';
import type { Inviting } from '../sessions/inviting.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { streamSnapshots } from './events.ts';
import { openApiDocument } from './openapi.ts';

export interface ControlParts {
  readonly sessions: Pick<Sessions, 'list' | 'get' | 'start' | 'change' | 'stop' | 'recents' | 'forget' | 'subscribe'>;
  readonly inviting: Pick<Inviting, 'create' | 'get' | 'change' | 'revoke' | 'renew' | 'signOutBrowser'>;
  readonly network?: () => Network;
  readonly version: string;
  readonly check: (path: string) => Promise<Check>;
  readonly doctor: () => Promise<Doctor>;
}

export function apiRoutes({ sessions, inviting, network, version, check, doctor }: ControlParts): Router {
  const snapshot = (): Snapshot => ({
    version,
    sessions: sessions.list(),
    recents: sessions.recents(),
    network: network?.(),
  });
  const routes = Router({ caseSensitive: true });
  routes.use(json({ limit: '64kb', strict: true }));

  routes.get('/openapi.json', (_request, response) => void response.json(openApiDocument(version)));
  routes.get('/events', (request, response) =>
    streamSnapshots({ snapshot, subscribe: (listener) => sessions.subscribe(listener) }, request, response),
  );
  if (network !== undefined) routes.get('/network', (_request, response) => void response.json(network()));
  routes.get('/doctor', async (_request, response) => void response.json(await doctor()));
  routes.get(
    '/datasets/check',
    async (request, response) => void response.json(await check(queryText(request, 'path'))),
  );
  routes.delete('/recents', (request, response) => {
    sessions.forget(queryText(request, 'path'));
    response.status(204).end();
  });

  routes.get('/sessions', (_request, response) => void response.json(sessions.list()));
  routes.post('/sessions', (request, response) => {
    response.status(202).json(sessions.start(parsed(startSessionSchema, request.body)));
  });
  routes.get('/sessions/:id', (request, response) => void response.json(sessions.get(request.params.id)));
  routes.patch('/sessions/:id', async (request, response) => {
    response.json(await sessions.change(request.params.id, parsed(changeSessionSchema, request.body)));
  });
  routes.delete(
    '/sessions/:id',
    async (request, response) => void response.json(await sessions.stop(request.params.id)),
  );
  routes.get('/sessions/:id/qr', async (request, response) => {
    const { url, publicUrl } = sessions.get(request.params.id);
    const link = publicUrl ?? url;
    if (link === null) throw new ShareError('request-invalid', { reason: 'the session has no link yet' });
    response.json(await qrOf(link));
  });
  addInvites(routes, inviting);
  return routes;
}

function addInvites(routes: Router, inviting: ControlParts['inviting']): void {
  routes.post('/sessions/:id/invites', (request, response) => {
    response.status(201).json(inviting.create(request.params.id, parsed(newInviteSchema, request.body)));
  });
  routes.delete('/sessions/:id/browsers/:browser', (request, response) => {
    inviting.signOutBrowser(request.params.id, request.params.browser);
    response.status(204).end();
  });
  routes.get('/invites/:id', (request, response) => void response.json(inviting.get(request.params.id)));
  routes.patch('/invites/:id', (request, response) => {
    response.json(inviting.change(request.params.id, parsed(changeInviteSchema, request.body)));
  });
  routes.delete('/invites/:id', (request, response) => void response.json(inviting.revoke(request.params.id)));
  routes.post('/invites/:id/renew', (request, response) => {
    response.json(inviting.renew(request.params.id, parsed(renewInviteSchema, request.body ?? {})));
  });
  routes.get('/invites/:id/qr', async (request, response) => {
    const { url, name } = inviting.get(request.params.id);
    if (url === null) throw new ShareError('invite-no-link', { title: name });
    response.json(await qrOf(url));
  });
}

async function qrOf(link: string): Promise<z.infer<typeof qrSchema>> {
  return { svg: await QRCode.toString(link, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }) };
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const reason = result.error.issues
    .map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '))
    .join('; ');
  throw new ShareError('request-invalid', { reason });
}

function queryText(request: Request, name: string): string {
  const value = request.query[name];
  if (typeof value !== 'string' || value === '')
    throw new ShareError('request-invalid', { reason: `the query needs one ${name}` });
  return value;
}
