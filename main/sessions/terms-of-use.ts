/** One dataset's terms: what is asked for now, and who has accepted it. Asked at each request, so nothing of it waits for a disk. */
import type { Acceptance, DataUse } from '../../contract/data-use.ts';
import type { Person } from '../../contract/session.ts';
import type { Terms } from '../proxy/ports.ts';
import { termsHash, type DataUses } from '../store/data-use.ts';
import type { OwnerDeed } from './owner-deeds.ts';

const FINGERPRINT_LENGTH = 16;

export class TermsOfUse {
  readonly #store: DataUses;
  readonly #datasetId: string;
  #current: { readonly dataUse: DataUse; readonly hash: string } | null = null;
  /** When whom accepted what is asked for now. */
  #accepted: ReadonlyMap<string, string> = new Map();

  constructor(store: DataUses, datasetId: string) {
    this.#store = store;
    this.#datasetId = datasetId;
    this.#read();
  }

  /** What is asked for now; null for nothing. */
  get dataUse(): DataUse | null {
    return this.#current?.dataUse ?? null;
  }

  /** What the proxy asks people to accept; null where nothing is asked. */
  get terms(): Terms | null {
    if (this.#current === null) return null;
    const { dataUse, hash } = this.#current;
    return {
      ...dataUse,
      hash,
      hasAccepted: (collaborator) => this.#hasAccepted(collaborator, hash),
      accept: ({ collaborator, name }) => this.#accept(collaborator, name, hash),
    };
  }

  /** @returns what of it is a deed of the owner's: nothing when it stays as it was */
  change(dataUse: DataUse | null | undefined): OwnerDeed[] {
    const before = this.#current?.hash ?? null;
    if (dataUse === undefined || (dataUse === null ? null : termsHash(dataUse)) === before) return [];
    this.#store.set(this.#datasetId, dataUse);
    this.#read();
    return [{ action: 'changed-terms', value: this.#current?.hash.slice(0, FINGERPRINT_LENGTH) ?? null }];
  }

  /** Each with when they accepted what is asked for now. */
  withAcceptances(people: readonly Person[]): Person[] {
    return people.map((person) => ({ ...person, acceptedTermsAt: this.#accepted.get(person.id) ?? null }));
  }

  /** Of all versions there were, oldest first. */
  acceptances(): Acceptance[] {
    const current = this.#current?.hash;
    return this.#store.acceptances(this.#datasetId).map(({ collaborator, termsHash: accepted, ...rest }) => ({
      ...rest,
      personId: collaborator,
      termsHash: accepted,
      current: accepted === current,
    }));
  }

  /** Whoever is not known yet may have accepted at another door of the same dataset. */
  #hasAccepted(collaborator: string, hash: string): boolean {
    if (this.#accepted.has(collaborator)) return true;
    if (!this.#store.hasAccepted(this.#datasetId, collaborator, hash)) return false;
    this.#read();
    return true;
  }

  #accept(collaborator: string, name: string, hash: string): void {
    const acceptedAt = new Date().toISOString();
    this.#store.accept(this.#datasetId, { collaborator, name, acceptedAt, termsHash: hash });
    this.#read();
  }

  #read(): void {
    const dataUse = this.#store.find(this.#datasetId);
    this.#current = dataUse === null ? null : { dataUse, hash: termsHash(dataUse) };
    const { hash } = this.#current ?? {};
    const accepted = this.#store.acceptances(this.#datasetId).filter((one) => one.termsHash === hash);
    this.#accepted = new Map(accepted.map(({ collaborator, acceptedAt }) => [collaborator, acceptedAt]));
  }
}
