/** Accounts, groups and what they own: what the owner reads and changes by the control API. */
import { z } from 'zod';
import { roleSchema } from './session.ts';

/** As it is typed in at the sign-in: no colon, since htpasswd and Basic credentials end a name with it. */
export const userNameSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^:\p{Cc}]+$/u, 'a name holds no colon')
  .refine((name) => name === name.trim(), 'a name neither begins nor ends with a space')
  .refine((name) => name !== 'guest', 'guest is the user of general links');

/** Also the name of a folder, where folders stand for groups. */
export const groupNameSchema = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^/\\\p{Cc}]+$/u, 'a name holds no slash')
  .refine((name) => name === name.trim(), 'a name neither begins nor ends with a space');

export const memberSchema = z.object({ name: z.string(), role: roleSchema });
export type Member = z.infer<typeof memberSchema>;

export const ownedDatasetSchema = z.object({
  path: z.string(),
  title: z.string(),
  /** Whether it belongs to the group because of the folder it lies in. */
  byFolder: z.boolean(),
});

export const groupSchema = z.object({
  name: z.string(),
  members: z.array(memberSchema),
  datasets: z.array(ownedDatasetSchema),
});
export type Group = z.infer<typeof groupSchema>;

export const accountSchema = z.object({
  name: z.string(),
  /** `imported`: as it stood in a file, until the first right sign-in; `none`: a web server in front signs them in. */
  password: z.enum(['own', 'imported', 'none']),
  /** Names the folders of this person's annotations. */
  collaborator: z.string(),
  /** In how many browsers they are signed in. */
  browsers: z.int().nonnegative(),
});
export type Account = z.infer<typeof accountSchema>;

/** What `GET /api/groups` answers. */
export const groupsSchema = z.object({
  groups: z.array(groupSchema),
  accounts: z.array(accountSchema),
  /** Offered by the library's folder and in no group: nobody sees them by an account. */
  unowned: z.array(ownedDatasetSchema),
  /** Where people with an account sign in; null where no service runs. */
  url: z.string().nullable(),
});
export type Groups = z.infer<typeof groupsSchema>;

/** A group that there is not is made; a member without an account gets one, without a password. */
export const changeGroupSchema = z.strictObject({
  setMembers: z
    .array(z.strictObject({ name: userNameSchema, role: roleSchema }))
    .max(1000)
    .optional(),
  removeMembers: z.array(z.string()).max(1000).optional(),
  /** Paths of .h5ad files, or their addresses. */
  addDatasets: z.array(z.string().min(1).max(4096)).max(1000).optional(),
  removeDatasets: z.array(z.string()).max(1000).optional(),
});
export type ChangeGroup = z.infer<typeof changeGroupSchema>;

export const changeAccountSchema = z.strictObject({
  /** Null: no way in by password. Whoever is signed in stays in unless `signOut` says otherwise. */
  password: z.string().min(8).max(200).nullable().optional(),
  signOut: z.boolean().optional(),
});
export type ChangeAccount = z.infer<typeof changeAccountSchema>;

export const importUsersSchema = z.strictObject({
  /** The content of a password file as Apache and nginx read it. */
  htpasswd: z.string().max(4_000_000),
  /** The content of an Apache group file. */
  groups: z.string().max(4_000_000).optional(),
  /** Of members that are new. */
  role: roleSchema.optional(),
  /** Takes away the accounts of an earlier import that the file does not name any more. */
  removeMissing: z.boolean().optional(),
  dryRun: z.boolean().optional(),
});
export type ImportUsers = z.infer<typeof importUsersSchema>;

const membershipSchema = z.object({ group: z.string(), name: z.string() });

/** What an import did, or would do. */
export const importReportSchema = z.object({
  dryRun: z.boolean(),
  users: z.object({
    added: z.array(z.string()),
    /** With another password than at the last import. */
    changed: z.array(z.string()),
    unchanged: z.int().nonnegative(),
    /** Of an earlier import, and not in the file any more. */
    missing: z.array(z.string()),
    removed: z.array(z.string()),
  }),
  groups: z.object({ added: z.array(z.string()) }),
  members: z.object({ added: z.array(membershipSchema), removed: z.array(membershipSchema) }),
  problems: z.array(z.object({ file: z.enum(['htpasswd', 'groups']), line: z.int().positive(), reason: z.string() })),
});
export type ImportReport = z.infer<typeof importReportSchema>;
