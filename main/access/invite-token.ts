/** The token in an invite's link: the invite's id, and a keyed digest of id and generation that proves the link was made here. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { INVITE_ID_BYTES } from '../store/invites.ts';

/** 128 bits: nobody guesses one. */
const PROOF_BYTES = 16;
const tokenForm = new RegExp(`^[0-9a-f]{${(INVITE_ID_BYTES + PROOF_BYTES) * 2}}$`);

export interface InviteToken {
  readonly id: string;
  readonly proof: Buffer;
}

/** Hexadecimal: mail programs cut links at trailing dashes, and no letter of it can be mistaken for a word. */
export function inviteToken(key: Buffer, id: string, generation: number): string {
  return `${id}${proofOf(key, id, generation).toString('hex')}`;
}

/** Null for what cannot be a token. */
export function readInviteToken(token: string): InviteToken | null {
  if (!tokenForm.test(token)) return null;
  const idLength = INVITE_ID_BYTES * 2;
  return { id: token.slice(0, idLength), proof: Buffer.from(token.slice(idLength), 'hex') };
}

/** Takes the same time for every token of the right form. */
export function proves(key: Buffer, { id, proof }: InviteToken, generation: number): boolean {
  return timingSafeEqual(proofOf(key, id, generation), proof);
}

function proofOf(key: Buffer, id: string, generation: number): Buffer {
  return createHmac('sha256', key).update(`invite\n${id}\n${generation}`).digest().subarray(0, PROOF_BYTES);
}
