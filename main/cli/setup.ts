/** `annotate-share setup`: installs Annotate's Python environment now, so that the first share need not wait for it. */
import { setUp } from '../without-service.ts';
import { tellDoctor } from './doctor.ts';
import { ProgressLine, sayJson } from './output.ts';
import { untilAskedToStop } from './until-asked-to-stop.ts';

export interface SetupOptions {
  readonly again?: boolean;
  readonly home?: string;
  readonly json?: boolean;
}

export async function runSetup({ again, home, json }: SetupOptions): Promise<void> {
  const abort = new AbortController();
  void untilAskedToStop().then(() => abort.abort());
  const line = new ProgressLine();
  const show = ({ done, detail }: { readonly done: number | null; readonly detail: string }) =>
    line.show(done === null ? detail : `${Math.floor(done * 100)} %  ${detail}`);
  try {
    const doctor = await setUp({ home, again: again ?? false }, show, abort.signal);
    line.end();
    if (json === true) sayJson(doctor);
    else tellDoctor(doctor);
  } finally {
    line.end();
  }
}
