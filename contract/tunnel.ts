/** The ways out to the internet: what the owner may ask for, and what is known of each before it is asked for. */
import { z } from 'zod';
import { failureSchema } from './errors.ts';

export const tunnelProviders = ['localtunnel', 'ssh', 'cloudflared', 'ngrok', 'command'] as const;
export const tunnelProviderSchema = z.enum(tunnelProviders);
export type TunnelProviderName = z.infer<typeof tunnelProviderSchema>;

/** No control characters: they end in arguments of programs and in lines of files. */
const plain = z.string().regex(/^\P{Cc}+$/u);
/** Absolute, so that nobody has to guess from where; it can be no option of a program either. */
const absolutePath = plain.max(4096).regex(/^(?:\/|[A-Za-z]:[\\/])/, 'must be a whole path');

/** An address that links can begin with: scheme and name, nothing behind them. */
const originSchema = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .regex(/^https?:\/\/[^/?#@\s]+\/?$/i, 'must be an address without a path, such as https://lab.example.org');

/**
 * `user@host:port`; the host may be a name of the owner's own ssh configuration. Letters, digits and a few signs: what ssh hands to
 * a ProxyCommand goes through a shell, and nothing may begin like an option.
 */
export const sshTargetSchema = z
  .string()
  .max(300)
  .regex(
    /^(?:[A-Za-z0-9_][A-Za-z0-9_.+-]*@)?(?:[A-Za-z0-9_][A-Za-z0-9_.-]*|\[[0-9A-Fa-f:]+\])(?::\d{1,5})?$/,
    'must be user@host or user@host:port',
  );

/** The whole command as words, or as one text with quotation marks as in a terminal. It is never given to a shell. */
export const tunnelCommandSchema = z.union([z.array(plain.max(4096)).min(1).max(100), plain.max(4096)]);

/** What is left out is as it was the last time it was said. */
export const sshRequestSchema = z.strictObject({
  provider: z.literal('ssh'),
  target: sshTargetSchema.optional(),
  /** What links begin with when the lab's own web server passes people on; null: the server itself, at the port it listens on. */
  url: originSchema.nullable().optional(),
  /** The port that the server listens on; 0 for any free one. */
  port: z.int().min(0).max(65_535).optional(),
  /** The file of a private key, where ssh does not find it by itself; null for what ssh finds. */
  keyFile: absolutePath.nullable().optional(),
  /** The fingerprint of a server that ssh does not know yet, as the owner has confirmed it. */
  hostKey: z
    .string()
    .regex(/^SHA256:[A-Za-z0-9+/]{43}$/)
    .optional(),
});
export type SshRequest = z.infer<typeof sshRequestSchema>;

export const tunnelRequestSchema = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('none') }),
  z.object({ provider: z.literal('localtunnel'), relay: z.url({ protocol: /^https?$/ }).optional() }),
  sshRequestSchema,
  z.strictObject({ provider: z.literal('cloudflared'), program: absolutePath.optional() }),
  z.strictObject({
    provider: z.literal('ngrok'),
    program: absolutePath.optional(),
    /** An address of the owner's own at ngrok; null for any. */
    url: originSchema.nullable().optional(),
  }),
  z.strictObject({ provider: z.literal('command'), command: tunnelCommandSchema.optional() }),
]);
export type TunnelRequest = z.infer<typeof tunnelRequestSchema>;
export type OpenableRequest = Exclude<TunnelRequest, { provider: 'none' }>;

/** One way out as `GET /api/ways` tells it, before it is offered. */
export const waySchema = z.object({
  provider: tunnelProviderSchema,
  /** Whether it could be opened as it is set up now. */
  available: z.boolean(),
  /** Of the program it needs, as that says it; null where none is needed or none was found. */
  version: z.string().nullable(),
  /** What it lacks and how to get that; null while nothing is missing. */
  lacks: failureSchema.nullable(),
  /** Whether somebody besides the owner's own lab can read what passes. */
  readsAlong: z.boolean(),
  /** What was set the last time, to be offered again. Nothing secret. */
  last: tunnelRequestSchema.nullable(),
});
export type Way = z.infer<typeof waySchema>;
export const waysSchema = z.object({ ways: z.array(waySchema) });
