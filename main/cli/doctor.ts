/** `annotate-share doctor`: whether everything needed is there, and what to do about what is not. */
import type { Doctor } from '../../contract/control.ts';
import { diagnose } from '../without-service.ts';
import { say, sayJson } from './output.ts';

export async function runDoctor({ home, json }: { readonly home?: string; readonly json?: boolean }): Promise<void> {
  const doctor = await diagnose(home);
  if (json === true) sayJson(doctor);
  else tellDoctor(doctor);
  process.exitCode = doctor.ok ? 0 : 1;
}

const marks = { ok: '✓', warning: '!', error: '✗' } as const;

export function tellDoctor({ checkups }: Doctor): void {
  for (const { name, state, finding, hint } of checkups) {
    say(`${marks[state]} ${name}: ${finding}`);
    if (hint !== null) say(`  ${hint}`);
  }
}
