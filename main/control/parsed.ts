/** Checks a call's body against the contract. */
import type { z } from 'zod';
import { ShareError } from '../../contract/errors.ts';

/** @throws ShareError `request-invalid` */
export function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const reason = result.error.issues
    .map((issue) => [issue.path.join('.'), issue.message].filter(Boolean).join(': '))
    .join('; ');
  throw new ShareError('request-invalid', { reason });
}
