/** Who came in to a dataset by an identity provider, which of them may not come back, and what that way in opens. */
import { roleSchema, type Role } from '../../contract/session.ts';
import type { Database } from './database.ts';
import { dateOrNull, flag, text, textOrNull, type Row } from './rows.ts';

export interface StoredOidcPerson {
  /** Names the folder of this person's annotations; follows from issuer and subject alone. */
  readonly collaborator: string;
  /** As the owner named it when the person last came. */
  readonly issuer: string;
  readonly name: string;
  readonly address: string | null;
  readonly verified: boolean;
  /** Null: as everybody who comes in this way. */
  readonly role: Role | null;
  readonly blockedAt: Date | null;
}

export type SeenOidcPerson = Pick<StoredOidcPerson, 'collaborator' | 'issuer' | 'name' | 'address' | 'verified'>;

/** What the way in opens in one dataset. */
export interface OidcAccess {
  readonly role: Role;
  readonly open: boolean;
}

const USUAL: OidcAccess = { role: 'annotator', open: true };

export class OidcPeople {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  access(datasetId: string): OidcAccess {
    const row = this.#database.prepare('SELECT role, open FROM oidc_access WHERE dataset_id = ?').get(datasetId);
    return row === undefined ? USUAL : { role: roleSchema.parse(text(row, 'role')), open: flag(row, 'open') };
  }

  setAccess(datasetId: string, { role, open }: OidcAccess): void {
    this.#database
      .prepare(
        `INSERT INTO oidc_access (dataset_id, role, open) VALUES (?, ?, ?)
         ON CONFLICT (dataset_id) DO UPDATE SET role = excluded.role, open = excluded.open`,
      )
      .run(datasetId, role, Number(open));
  }

  find(datasetId: string, collaborator: string): StoredOidcPerson | null {
    const row = this.#database
      .prepare('SELECT * FROM oidc_people WHERE dataset_id = ? AND collaborator = ?')
      .get(datasetId, collaborator);
    return row === undefined ? null : toPerson(row);
  }

  listFor(datasetId: string): readonly StoredOidcPerson[] {
    return this.#database
      .prepare('SELECT * FROM oidc_people WHERE dataset_id = ? ORDER BY rowid')
      .all(datasetId)
      .map(toPerson);
  }

  /** Writes down what the provider says now; role and block stay as they are. */
  remember(datasetId: string, { collaborator, issuer, name, address, verified }: SeenOidcPerson): void {
    this.#database
      .prepare(
        `INSERT INTO oidc_people (dataset_id, collaborator, issuer, name, address, verified) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (dataset_id, collaborator) DO UPDATE SET
           issuer = excluded.issuer, name = excluded.name, address = excluded.address, verified = excluded.verified`,
      )
      .run(datasetId, collaborator, issuer, name, address, Number(verified));
  }

  change(
    datasetId: string,
    collaborator: string,
    { role, blockedAt }: Pick<StoredOidcPerson, 'role' | 'blockedAt'>,
  ): void {
    this.#database
      .prepare('UPDATE oidc_people SET role = ?, blocked_at = ? WHERE dataset_id = ? AND collaborator = ?')
      .run(role, blockedAt?.toISOString() ?? null, datasetId, collaborator);
  }
}

function toPerson(row: Row): StoredOidcPerson {
  const role = textOrNull(row, 'role');
  return {
    collaborator: text(row, 'collaborator'),
    issuer: text(row, 'issuer'),
    name: text(row, 'name'),
    address: textOrNull(row, 'address'),
    verified: flag(row, 'verified'),
    role: role === null ? null : roleSchema.parse(role),
    blockedAt: dateOrNull(row, 'blocked_at'),
  };
}
