/** Takes what looks secret out of what programs say, before it is logged or shown: they print tokens when one is refused. Pure. */

const named =
  /((?:auth|access|api)?[_-]?(?:token|password|passwd|passphrase|secret|credential)s?["']?\s*[:=]\s*["']?)[^\s"',\\]+/gi;
const inAddress = /(\w:\/\/)[^\s/@]+@/g;
/** Names of variables whose values are secrets. */
const secretName = /token|secret|passw|credential|api_?key/i;
const SHORTEST_SECRET = 8;

/** @param environment the values of variables with telling names are taken out too, wherever they stand */
export function withoutSecrets(text: string, environment: NodeJS.ProcessEnv = {}): string {
  const values = Object.entries(environment)
    .filter(([name, value]) => secretName.test(name) && (value ?? '').length >= SHORTEST_SECRET)
    .map(([, value]) => value ?? '');
  return values
    .reduce((rest, value) => rest.replaceAll(value, '…'), text)
    .replace(named, '$1…')
    .replace(inAddress, '$1…@');
}
