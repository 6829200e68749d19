/** `annotate-share toggle`: switches what people may do, live. */
import { ShareError } from '../../contract/errors.ts';
import { say, sayJson } from './output.ts';
import { findSession } from './running.ts';

export interface ToggleOptions {
  readonly diffexp?: boolean;
  readonly annotations?: boolean;
  readonly home?: string;
  readonly json?: boolean;
}

export async function runToggle(id: string, { diffexp, annotations, home, json }: ToggleOptions): Promise<void> {
  if (diffexp === undefined && annotations === undefined) {
    throw new ShareError('usage', { reason: 'Say what to switch: --diffexp on|off or --annotations on|off.' });
  }
  const { client } = await findSession(home, id);
  const { toggles } = await client.change(id, { toggles: { diffexp, annotations } });
  if (json === true) sayJson({ id, toggles });
  else say(`Differential expression is ${word(toggles.diffexp)}, annotations are ${word(toggles.annotations)}.`);
}

function word(on: boolean): string {
  return on ? 'on' : 'off';
}
