/** `annotate-share check`: what is wrong with a file, without sharing it. */
import { check } from '../service.ts';
import { say, sayJson } from './output.ts';

export async function runCheck(dataset: string, { json }: { readonly json?: boolean }): Promise<void> {
  const result = await check(dataset);
  if (json === true) sayJson(result);
  else if (result.ok) say(`${result.fileName} can be shared.`);
  else for (const { message, hint, code } of result.problems) say(`${message}\n${hint}\n(${code})`);
  process.exitCode = result.ok ? 0 : 2;
}
