/** `annotate-share check`: what is in a file and what is wrong with it, without sharing it. */
import type { Check } from '../../contract/control.ts';
import { check } from '../without-service.ts';
import { factLines } from './fact-lines.ts';
import { identifierLines } from './hiding-lines.ts';
import { say, sayJson, table } from './output.ts';
import { s3Wish, type S3Options } from './source-option.ts';

export async function runCheck(
  dataset: string,
  { json, home, ...s3 }: { readonly json?: boolean; readonly home?: string } & S3Options,
): Promise<void> {
  const result = await check(dataset, home, s3Wish(s3));
  if (json === true) sayJson(result);
  else tell(result);
  process.exitCode = result.ok ? 0 : 2;
}

function tell({ ok, path, fileName, facts, needs, problems, identifiers }: Check): void {
  if (ok) say(`${fileName} can be shared.`);
  for (const { severity, message, hint, code } of problems) {
    const heading = severity === 'error' ? message : `${severity === 'warning' ? 'Warning' : 'Hint'}: ${message}`;
    say(`${ok ? '\n' : ''}${heading}\n${hint}\n(${code})`);
  }
  if (identifiers.length > 0) {
    say('\nThese columns may tell who somebody is. --hide-columns leaves them out when you share it.');
    for (const line of identifierLines(identifiers)) say(`  ${line}`);
  }
  if (facts !== null && needs !== null) say(`\n${table(factLines(facts, needs))}`);
  else if (ok && /^(?:https?|s3):/.test(path))
    say('What is in it can be told once it was downloaded, which happens when you share it.');
  else if (ok) say('What is in it can be told once Annotate is set up: annotate-share setup.');
}
