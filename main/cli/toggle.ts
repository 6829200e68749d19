/** `annotate-share toggle`: switches what people may do, and who gets in by the general link, live. */
import { ShareError } from '../../contract/errors.ts';
import { say, sayJson } from './output.ts';
import { findSession } from './running.ts';

export interface ToggleOptions {
  readonly diffexp?: boolean;
  readonly annotations?: boolean;
  readonly generalLink?: boolean;
  readonly institute?: boolean;
  readonly home?: string;
  readonly json?: boolean;
}

export async function runToggle(id: string, options: ToggleOptions): Promise<void> {
  const { diffexp, annotations, generalLink: open, institute, home, json } = options;
  if (diffexp === undefined && annotations === undefined && open === undefined && institute === undefined) {
    const reason =
      'Say what to switch: --diffexp on|off, --annotations on|off, --general-link on|off or --institute on|off.';
    throw new ShareError('usage', { reason });
  }
  const { client } = await findSession(home, id);
  if (institute !== undefined) await client.changeInstitute(id, { open: institute });
  const wish = open === undefined ? {} : { generalLink: { open } };
  const { toggles, generalLink, invites } = await client.change(id, { toggles: { diffexp, annotations }, ...wish });
  if (json === true) {
    sayJson({ id, toggles, generalLink });
    return;
  }
  say(`Differential expression is ${word(toggles.diffexp)}, annotations are ${word(toggles.annotations)}.`);
  if (institute !== undefined)
    say(
      institute ? 'People of the institute get in.' : 'People of the institute are out, until you let them in again.',
    );
  if (open !== undefined) say(aboutGeneralLink(generalLink.open, invites.length));
}

function aboutGeneralLink(open: boolean, invites: number): string {
  if (open) return 'The general link is open: whoever has it and its password gets in.';
  return invites > 0
    ? 'The general link is closed: whoever came in by it is out. Personal links go on.'
    : 'The general link is closed, and nobody has a personal link: nobody gets in until you invite somebody.';
}

function word(on: boolean): string {
  return on ? 'on' : 'off';
}
