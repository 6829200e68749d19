/** The lines that `annotate-share share --json` and the service process print on stdout for programs to read. */
import { z } from 'zod';
import { failureSchema } from './errors.ts';

export const controlAddressSchema = z.object({ url: z.string(), token: z.string() });
export type ControlAddress = z.infer<typeof controlAddressSchema>;

export const readyLineSchema = z.object({
  event: z.literal('ready'),
  session: z.object({ id: z.string(), title: z.string(), url: z.string(), publicUrl: z.string().nullable() }),
  signIn: z.object({ user: z.string(), password: z.string() }),
  control: controlAddressSchema,
  pid: z.int(),
});
export type ReadyLine = z.infer<typeof readyLineSchema>;

export const failedLineSchema = z.object({ event: z.literal('failed'), error: failureSchema });
export type FailedLine = z.infer<typeof failedLineSchema>;

/** What the service process says once it can be talked to; the desktop waits for it. */
export const serviceLineSchema = z.discriminatedUnion('event', [
  z.object({ event: z.literal('listening'), control: controlAddressSchema, pid: z.int() }),
  failedLineSchema,
]);
export type ServiceLine = z.infer<typeof serviceLineSchema>;
