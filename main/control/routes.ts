/** The control API's calls: checks what came in against the contract and passes it on. */
import { json, Router, type Request } from 'express';
import type { z } from 'zod';
import { changeNetworkSchema, type Network } from '../../contract/network.ts';
import {
  changeInstituteSchema,
  changeInviteSchema,
  changePersonSchema,
  changeRecentSchema,
  changeSessionSchema,
  newInviteSchema,
  renewInviteSchema,
  startSessionSchema,
  type ComputerLeft,
  type Doctor,
  type qrSchema,
  type Snapshot,
} from '../../contract/control.ts';
import { ShareError } from '../../contract/errors.ts';
import type { Way } from '../../contract/tunnel.ts';
import type { InstituteAdmin } from '../sessions/institute-admin.ts';
import type { Inviting } from '../sessions/inviting.ts';
import type { Library } from '../sessions/library.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { streamSnapshots } from './events.ts';
import { addAudit, type AuditParts } from './audit-routes.ts';
import { addDatasets, type DatasetParts } from './dataset-routes.ts';
import { groupRoutes, type GroupingCalls } from './group-routes.ts';
import { addMendings, type MendingCalls } from './mending-routes.ts';
import { openApiDocument } from './openapi.ts';
import { parsed } from './parsed.ts';
import { addSettings, type SettingCalls } from './setting-routes.ts';

export interface NetworkParts {
  readonly read: () => Network;
  readonly change: (lan: boolean) => Promise<void>;
}

export interface ControlParts {
  readonly sessions: Pick<
    Sessions,
    | 'list'
    | 'get'
    | 'start'
    | 'change'
    | 'stop'
    | 'stopAll'
    | 'lookNow'
    | 'recents'
    | 'forget'
    | 'setFavourite'
    | 'subscribe'
  >;
  readonly inviting: Pick<Inviting, 'create' | 'get' | 'change' | 'revoke' | 'renew' | 'signOutBrowser'>;
  readonly institute?: Pick<InstituteAdmin, 'changeAccess' | 'changePerson'>;
  readonly auditing: AuditParts;
  readonly grouping?: GroupingCalls;
  readonly network?: NetworkParts;
  readonly version: string;
  readonly datasets: DatasetParts;
  readonly mendings?: MendingCalls;
  readonly library?: Pick<Library, 'files'>;
  readonly doctor: () => Promise<Doctor>;
  readonly ways?: () => Promise<Way[]>;
  readonly settings?: SettingCalls;
  readonly computer?: () => ComputerLeft;
}

export function apiRoutes({
  sessions,
  inviting,
  institute,
  auditing,
  grouping,
  network,
  version,
  datasets,
  mendings,
  library,
  doctor,
  ways,
  settings,
  computer,
}: ControlParts): Router {
  const snapshot = (): Snapshot => ({
    version,
    sessions: sessions.list(),
    recents: sessions.recents(),
    network: network?.read(),
    ...(mendings === undefined ? {} : { mendings: mendings.list() }),
    ...inFolder(library?.files() ?? null),
    ...(settings === undefined ? {} : { settings: settings.read() }),
    ...(computer === undefined ? {} : { computer: computer() }),
  });
  const routes = Router({ caseSensitive: true });
  if (grouping !== undefined) routes.use(groupRoutes(grouping));
  routes.use(json({ limit: '64kb', strict: true }));

  routes.get('/openapi.json', (_request, response) => void response.json(openApiDocument(version)));
  routes.get('/events', (request, response) =>
    streamSnapshots({ snapshot, subscribe: (listener) => sessions.subscribe(listener) }, request, response),
  );
  if (network !== undefined) addNetwork(routes, network);
  routes.get('/doctor', async (_request, response) => void response.json(await doctor()));
  if (ways !== undefined) {
    routes.get('/ways', async (_request, response) => void response.json({ ways: await ways() }));
  }
  addDatasets(routes, datasets);
  if (mendings !== undefined) addMendings(routes, mendings);
  if (settings !== undefined) addSettings(routes, settings);
  routes.patch('/recents', (request, response) => {
    sessions.setFavourite(queryText(request, 'path'), parsed(changeRecentSchema, request.body).favourite);
    response.status(204).end();
  });
  routes.delete('/recents', (request, response) => {
    sessions.forget(queryText(request, 'path'));
    response.status(204).end();
  });

  routes.get('/sessions', (_request, response) => void response.json(sessions.list()));
  routes.post('/sessions', (request, response) => {
    response.status(202).json(sessions.start(parsed(startSessionSchema, request.body)));
  });
  routes.delete('/sessions', async (_request, response) => {
    const ids = sessions.list().map(({ id }) => id);
    await sessions.stopAll();
    response.json({ stopped: ids });
  });
  routes.post('/woke', (_request, response) => {
    sessions.lookNow();
    response.status(204).end();
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
    const link = request.query['of'] === 'network' ? url : (publicUrl ?? url);
    if (link === null) throw new ShareError('request-invalid', { reason: 'the session has no link yet' });
    response.json(await qrOf(link));
  });
  addInvites(routes, inviting);
  if (institute !== undefined) addInstitute(routes, institute);
  addAudit(routes, auditing);
  return routes;
}

function addNetwork(routes: Router, { read, change }: NetworkParts): void {
  routes.get('/network', (_request, response) => void response.json(read()));
  routes.patch('/network', async (request, response) => {
    await change(parsed(changeNetworkSchema, request.body).lan);
    response.json(read());
  });
  routes.get('/network/authority', (_request, response) => {
    const { authorityFile } = read();
    if (authorityFile === null) throw new ShareError('not-found');
    response.type('application/x-x509-ca-cert');
    response.download(authorityFile, 'annotate-share-authority.crt', { dotfiles: 'allow' });
  });
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

function addInstitute(routes: Router, institute: NonNullable<ControlParts['institute']>): void {
  routes.patch('/sessions/:id/institute', (request, response) => {
    response.json(institute.changeAccess(request.params.id, parsed(changeInstituteSchema, request.body)));
  });
  routes.patch('/sessions/:id/people/:person', (request, response) => {
    const { id, person } = request.params;
    response.json(institute.changePerson(id, person, parsed(changePersonSchema, request.body)));
  });
}

async function qrOf(link: string): Promise<z.infer<typeof qrSchema>> {
  const { default: QRCode } = await import('qrcode');
  return { svg: await QRCode.toString(link, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' }) };
}

function queryText(request: Request, name: string): string {
  const value = request.query[name];
  if (typeof value !== 'string' || value === '')
    throw new ShareError('request-invalid', { reason: `the query needs one ${name}` });
  return value;
}

function inFolder(files: Snapshot['library'] | null): Pick<Snapshot, 'library'> {
  return files === null ? {} : { library: files };
}
