/** Says which people of an identity provider may come in, by the address that it vouches for. Pure. */
import { domainToASCII, domainToUnicode } from 'node:url';

export type AllowRule =
  | { readonly kind: 'anyone' }
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'address'; readonly address: string };

/** What the provider says of somebody's address. */
export interface ClaimedAddress {
  readonly address: string | null;
  readonly verified: boolean;
}

export type Verdict = 'allowed' | 'no-address' | 'unverified' | 'not-allowed';

/** The word for everybody whom the provider signs in, whatever their address. */
export const ANYONE = 'anyone';

/** Reads one rule of the owner's: a domain, an address, or `anyone`. Null for what is none of them, wildcards too. */
export function readAllowRule(text: string): AllowRule | null {
  const rule = text.trim().toLowerCase().normalize('NFC');
  if (rule === ANYONE) return { kind: 'anyone' };
  if (rule.includes('@') && !rule.startsWith('@')) {
    const address = canonicalAddress(rule);
    return address === null ? null : { kind: 'address', address: `${address.local}@${address.domain}` };
  }
  const domain = canonicalDomain(rule.replace(/^@/, ''));
  return domain === null ? null : { kind: 'domain', domain };
}

/** Domains are compared whole: neither `sub.example.org` nor `evil-example.org` is `example.org`. */
export function verdictOn(rules: readonly AllowRule[], { address, verified }: ClaimedAddress): Verdict {
  if (rules.some(({ kind }) => kind === 'anyone')) return 'allowed';
  const claimed = address === null ? null : canonicalAddress(address);
  if (claimed === null) return 'no-address';
  // Else whoever may type an address into their profile at the provider could choose that of somebody else.
  if (!verified) return 'unverified';
  const { local, domain } = claimed;
  const fits = rules.some(
    (rule) =>
      (rule.kind === 'domain' && rule.domain === domain) ||
      (rule.kind === 'address' && rule.address === `${local}@${domain}`),
  );
  return fits ? 'allowed' : 'not-allowed';
}

/** Null for everything that could be read in two ways: a second `@`, blanks, signs that cannot be seen. */
function canonicalAddress(text: string): { readonly local: string; readonly domain: string } | null {
  const [local = '', domain = '', ...more] = text.split('@');
  if (local === '' || more.length > 0 || /[\s\p{C}]/u.test(text)) return null;
  const canonical = canonicalDomain(domain);
  return canonical === null ? null : { local: lowered(local), domain: canonical };
}

const asciiDomain = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/**
 * A domain as the name service has it. Letters that merely become ASCII ones when names are prepared (wide ones, the Kelvin sign) are not
 * taken for them: a provider that compares less strictly may have given such an address to somebody else.
 */
function canonicalDomain(text: string): string | null {
  const domain = lowered(text);
  const ascii = /^\p{ASCII}*$/u.test(domain) ? domain : domainToASCII(domain);
  if (ascii !== domain && domainToUnicode(ascii) !== domain) return null;
  return asciiDomain.test(ascii) && ascii.length <= 253 ? ascii : null;
}

/** `toLowerCase` makes ASCII letters of some that are not. */
function lowered(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
