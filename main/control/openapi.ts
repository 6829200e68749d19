/** The OpenAPI document, made from the same zod schemas that check the requests: it cannot say anything else than what happens. */
import { z } from 'zod';
import {
  changeInstituteSchema,
  changeInviteSchema,
  changeRecentSchema,
  changePersonSchema,
  changeSessionSchema,
  checkSchema,
  doctorSchema,
  errorAnswerSchema,
  madeInviteSchema,
  newInviteSchema,
  qrSchema,
  renewInviteSchema,
  snapshotSchema,
  stoppedSchema,
  startSessionSchema,
  thumbnailSchema,
} from '../../contract/control.ts';
import {
  changeAccountSchema,
  changeGroupSchema,
  groupSchema,
  groupsSchema,
  importReportSchema,
  importUsersSchema,
} from '../../contract/groups.ts';
import { acceptanceSchema } from '../../contract/data-use.ts';
import { auditEntrySchema, auditQuerySchema } from '../../contract/audit.ts';
import { pictureHeadSchema } from '../../contract/dataset-facts.ts';
import { mendingSchema, mendingsSchema, startMendingSchema } from '../../contract/mendings.ts';
import { changeNetworkSchema, networkSchema } from '../../contract/network.ts';
import { bucketSchema, bucketSettingsSchema } from '../../contract/buckets.ts';
import { changeSettingsSchema, clearedSchema, settingsSchema, storageSchema } from '../../contract/settings.ts';
import { inviteSchema, personSchema, sessionSchema } from '../../contract/session.ts';
import { waysSchema } from '../../contract/tunnel.ts';

const auditSummary =
  'Who did what in the sessions of this dataset, newest first; with format=csv all of it as a CSV file';

interface Call {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: readonly string[];
  readonly optionalQuery?: readonly string[];
  readonly status?: number;
  readonly answer: z.ZodType | null;
  readonly media?: string;
}

const calls: readonly Call[] = [
  { method: 'get', path: '/api/sessions', summary: 'All sessions', answer: z.array(sessionSchema) },
  {
    method: 'post',
    path: '/api/sessions',
    summary: 'Share a dataset',
    body: startSessionSchema,
    status: 202,
    answer: sessionSchema,
  },
  { method: 'get', path: '/api/sessions/{id}', summary: 'One session', answer: sessionSchema },
  {
    method: 'patch',
    path: '/api/sessions/{id}',
    summary: 'Change a session while it runs',
    body: changeSessionSchema,
    answer: sessionSchema,
  },
  { method: 'delete', path: '/api/sessions/{id}', summary: 'Stop a session', answer: sessionSchema },
  { method: 'delete', path: '/api/sessions', summary: 'Stop everything', answer: stoppedSchema },
  {
    method: 'post',
    path: '/api/woke',
    summary: 'The computer has slept: look at once whether the ways out still lead here',
    status: 204,
    answer: null,
  },
  {
    method: 'get',
    path: '/api/sessions/{id}/audit',
    summary: auditSummary,
    optionalQuery: Object.keys(auditQuerySchema.shape),
    answer: z.array(auditEntrySchema),
  },
  {
    method: 'get',
    path: '/api/audit',
    summary: 'The same of what belongs to no dataset: signing in to the gallery, and links that do not exist',
    optionalQuery: Object.keys(auditQuerySchema.shape),
    answer: z.array(auditEntrySchema),
  },
  {
    method: 'get',
    path: '/api/sessions/{id}/acceptances',
    summary: 'Who accepted which version of the terms, oldest first; with format=csv as a CSV file',
    optionalQuery: ['format'],
    answer: z.array(acceptanceSchema),
  },
  { method: 'get', path: '/api/sessions/{id}/qr', summary: 'The link as a QR code', answer: qrSchema },
  {
    method: 'post',
    path: '/api/sessions/{id}/invites',
    summary: 'Make a personal link',
    body: newInviteSchema,
    status: 201,
    answer: madeInviteSchema,
  },
  {
    method: 'delete',
    path: '/api/sessions/{id}/browsers/{browser}',
    summary: 'Sign one browser out',
    status: 204,
    answer: null,
  },
  {
    method: 'patch',
    path: '/api/sessions/{id}/institute',
    summary: 'Change what the institute’s sign-in opens in a session',
    body: changeInstituteSchema,
    answer: sessionSchema,
  },
  {
    method: 'patch',
    path: '/api/sessions/{id}/people/{person}',
    summary: 'Change the role of somebody who came by the institute’s sign-in, or say that they may not come back',
    body: changePersonSchema,
    answer: personSchema,
  },
  { method: 'get', path: '/api/invites/{id}', summary: 'One personal link', answer: inviteSchema },
  {
    method: 'patch',
    path: '/api/invites/{id}',
    summary: 'Change role, name or end of a personal link, or take its revocation back',
    body: changeInviteSchema,
    answer: inviteSchema,
  },
  {
    method: 'delete',
    path: '/api/invites/{id}',
    summary: 'Revoke a personal link and put out whoever came in by it',
    answer: inviteSchema,
  },
  {
    method: 'post',
    path: '/api/invites/{id}/renew',
    summary: 'Make a new link instead of the old one',
    body: renewInviteSchema,
    answer: madeInviteSchema,
  },
  { method: 'get', path: '/api/invites/{id}/qr', summary: 'A personal link as a QR code', answer: qrSchema },
  {
    method: 'get',
    path: '/api/datasets/check',
    summary: 'Look at a file before sharing it',
    query: ['path'],
    answer: checkSchema,
  },
  {
    method: 'post',
    path: '/api/datasets/mend',
    summary: 'Mend a copy of a file, or make an .h5ad file out of one of another kind; the file itself is only read',
    body: startMendingSchema,
    status: 202,
    answer: mendingSchema,
  },
  { method: 'get', path: '/api/mendings', summary: 'Mendings, and the copies they made', answer: mendingsSchema },
  {
    method: 'delete',
    path: '/api/mendings/{id}',
    summary: 'Cancel a mending that is under way, or remove its copy',
    status: 204,
    answer: null,
  },
  {
    method: 'get',
    path: '/api/datasets/picture',
    summary:
      'An embedding as points: a line of JSON, then x and y of each point and the code of each, as little-endian 16 bit numbers',
    query: ['path', 'embedding'],
    optionalQuery: ['column', 'points'],
    answer: pictureHeadSchema,
    media: 'application/octet-stream',
  },
  {
    method: 'get',
    path: '/api/recents/thumbnail',
    summary: 'A small picture of one of the recent datasets, as base64',
    query: ['path'],
    answer: thumbnailSchema,
  },
  {
    method: 'patch',
    path: '/api/recents',
    summary: 'Make one of the recent datasets a favourite, or no longer',
    query: ['path'],
    body: changeRecentSchema,
    status: 204,
    answer: null,
  },
  {
    method: 'delete',
    path: '/api/recents',
    summary: 'Take a dataset off the list of recent ones',
    query: ['path'],
    status: 204,
    answer: null,
  },
  { method: 'get', path: '/api/groups', summary: 'Accounts, groups and what they own', answer: groupsSchema },
  {
    method: 'patch',
    path: '/api/groups/{name}',
    summary: 'Change a group, which is made if there is none of this name',
    body: changeGroupSchema,
    answer: groupSchema,
  },
  {
    method: 'delete',
    path: '/api/groups/{name}',
    summary: 'Remove a group; its datasets and the accounts of its members stay',
    status: 204,
    answer: null,
  },
  {
    method: 'patch',
    path: '/api/users/{name}',
    summary: 'Set somebody’s password, or sign them out everywhere',
    body: changeAccountSchema,
    status: 204,
    answer: null,
  },
  {
    method: 'delete',
    path: '/api/users/{name}',
    summary: 'Remove an account; annotations stay',
    status: 204,
    answer: null,
  },
  {
    method: 'post',
    path: '/api/users/import',
    summary: 'Take over the people of an htpasswd file and the groups of an Apache group file',
    body: importUsersSchema,
    answer: importReportSchema,
  },
  {
    method: 'get',
    path: '/api/ways',
    summary: 'The ways out to the internet: what each needs, who can read along, and what was set the last time',
    answer: waysSchema,
  },
  { method: 'get', path: '/api/settings', summary: 'What holds for all sessions', answer: settingsSchema },
  {
    method: 'patch',
    path: '/api/settings',
    summary: 'Change what holds for all sessions; kept over starts of the service',
    body: changeSettingsSchema,
    answer: settingsSchema,
  },
  {
    method: 'patch',
    path: '/api/buckets/{name}',
    summary: 'Change how a bucket in S3 is asked for; kept over starts of the service',
    body: bucketSettingsSchema,
    answer: bucketSchema,
  },
  { method: 'get', path: '/api/storage', summary: 'What lies on disk, and where', answer: storageSchema },
  {
    method: 'delete',
    path: '/api/downloads',
    summary: 'Remove downloaded datasets that no session has open',
    answer: clearedSchema,
  },
  { method: 'get', path: '/api/doctor', summary: 'Whether everything that is needed is there', answer: doctorSchema },
  {
    method: 'get',
    path: '/api/network',
    summary: 'How other computers reach the proxy, and the certificate to compare',
    answer: networkSchema,
  },
  {
    method: 'patch',
    path: '/api/network',
    summary: 'Let other computers on the network reach every session, by TLS, or no more',
    body: changeNetworkSchema,
    answer: networkSchema,
  },
  {
    method: 'get',
    path: '/api/network/authority',
    summary: 'The certificate of the authority made here, as a file for those who want to trust it',
    answer: z.string(),
    media: 'application/x-x509-ca-cert',
  },
  {
    method: 'get',
    path: '/api/events',
    summary: 'Server-sent events named snapshot: the whole state',
    answer: snapshotSchema,
    media: 'text/event-stream',
  },
  { method: 'get', path: '/metrics', summary: 'Prometheus text', answer: z.string(), media: 'text/plain' },
];

export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const call of calls) (paths[call.path] ??= {})[call.method] = operation(call);
  return {
    openapi: '3.1.0',
    info: { title: 'Annotate Share control API', version, description: 'Loopback only. Every call carries the token.' },
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  };
}

function operation(call: Call): object {
  const parameters = [
    ...[...call.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...(call.query ?? []).map((name) => ({ name, in: 'query', required: true, schema: { type: 'string' } })),
    ...(call.optionalQuery ?? []).map((name) => ({ name, in: 'query', schema: { type: 'string' } })),
  ];
  const media = call.media ?? 'application/json';
  return {
    summary: call.summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(call.body === undefined
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(call.body) } } } }),
    responses: {
      [call.status ?? 200]: {
        description: call.summary,
        ...(call.answer === null ? {} : { content: { [media]: { schema: schemaOf(call.answer) } } }),
      },
      default: {
        description: 'What went wrong and what to do',
        content: { 'application/json': { schema: schemaOf(errorAnswerSchema) } },
      },
    },
  };
}

function schemaOf(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
