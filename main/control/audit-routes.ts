/** The control API's calls about what was done and agreed to: as JSON, or all of it as a CSV file. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import { auditQuerySchema, type AuditEntry } from '../../contract/audit.ts';
import type { Acceptance } from '../../contract/data-use.ts';
import type { Auditing } from '../sessions/auditing.ts';
import { parsed } from './parsed.ts';

export type AuditParts = Pick<Auditing, 'list' | 'all' | 'acceptances'>;

const columns: readonly (keyof AuditEntry)[] = [
  'at',
  'until',
  'count',
  'action',
  'actor',
  'personId',
  'name',
  'address',
  'subject',
  'value',
];

const acceptanceColumns: readonly (keyof Acceptance)[] = ['acceptedAt', 'personId', 'name', 'termsHash', 'current'];
const formatSchema = z.strictObject({ format: z.enum(['json', 'csv']).optional() });

export function addAudit(routes: Router, auditing: AuditParts): void {
  const tell = async (id: string | null, request: Request, response: Response) => {
    const query = parsed(auditQuerySchema, request.query);
    const page = auditing.list(id, query);
    if (query.format === 'csv')
      await sendCsv(response, `audit-${id ?? 'elsewhere'}.csv`, columns, auditing.all(id, query.since));
    else response.json(page);
  };
  routes.get('/audit', (request, response) => tell(null, request, response));
  routes.get('/sessions/:id/audit', (request, response) => tell(request.params.id, request, response));
  routes.get('/sessions/:id/acceptances', async (request, response) => {
    const { id } = request.params;
    const { format } = parsed(formatSchema, request.query);
    const list = auditing.acceptances(id);
    if (format === 'csv') await sendCsv(response, `acceptances-${id}.csv`, acceptanceColumns, list);
    else response.json(list);
  });
}

/** Names are what people call themselves: a cell that begins like a formula would be run by a spreadsheet. */
async function sendCsv(
  response: Response,
  name: string,
  header: readonly string[],
  rows: Iterable<object>,
): Promise<void> {
  const { stringify } = await import('csv-stringify');
  response.type('text/csv').attachment(name);
  const table = stringify({ header: true, columns: [...header], escape_formulas: true });
  await pipeline(Readable.from(rows), table, response);
}
