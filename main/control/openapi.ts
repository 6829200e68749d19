/** The OpenAPI document, made from the same zod schemas that check the requests: it cannot say anything else than what happens. */
import { z } from 'zod';
import {
  changeInviteSchema,
  changeSessionSchema,
  checkSchema,
  doctorSchema,
  errorAnswerSchema,
  madeInviteSchema,
  newInviteSchema,
  qrSchema,
  renewInviteSchema,
  snapshotSchema,
  startSessionSchema,
} from '../../contract/control.ts';
import { networkSchema } from '../../contract/network.ts';
import { inviteSchema, sessionSchema } from '../../contract/session.ts';

interface Call {
  readonly method: 'get' | 'post' | 'patch' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly query?: readonly string[];
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
    method: 'delete',
    path: '/api/recents',
    summary: 'Take a dataset off the list of recent ones',
    query: ['path'],
    status: 204,
    answer: null,
  },
  { method: 'get', path: '/api/doctor', summary: 'Whether everything that is needed is there', answer: doctorSchema },
  {
    method: 'get',
    path: '/api/network',
    summary: 'How other computers reach the proxy, and the certificate to compare',
    answer: networkSchema,
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
