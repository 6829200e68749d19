/** Answers for the audit as the control API does: a page of it, or a file; and for the list of who accepted the terms. */
import type { ServerResponse } from 'node:http';
import { auditQuerySchema, type AuditEntry } from '../../contract/audit.ts';

/** @returns whether this was asked at all */
export function tellAudit(
  entries: readonly AuditEntry[],
  { pathname, searchParams }: URL,
  response: ServerResponse,
): boolean {
  const file = (text: string) => void response.writeHead(200, { 'content-type': 'text/csv' }).end(text);
  if (pathname.endsWith('/acceptances')) file('acceptedAt,name\n');
  else if (pathname.endsWith('/audit')) {
    const { before = Infinity, limit = 100, format } = auditQuerySchema.parse(Object.fromEntries(searchParams));
    const page = entries.filter(({ id }) => id < before).slice(0, limit);
    if (format === 'csv') file('at,action\n');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
  } else return false;
  return true;
}
