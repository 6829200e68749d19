/** Takes over an htpasswd file and Apache groups: first what would change, then the change. */
import { useId, useState } from 'preact/hooks';
import type { ImportReport } from '../../contract/groups.ts';
import { useApp } from '../app-context.ts';
import { importLines } from '../session/import-lines.ts';
import type { Act } from '../state/act.ts';
import { texts } from '../texts/texts.ts';

interface Files {
  readonly htpasswd?: string;
  readonly groups?: string;
}

export function ImportUsers({ act }: { act: Act }) {
  const { client } = useApp();
  const id = useId();
  const [files, setFiles] = useState<Files>({});
  const [report, setReport] = useState<ImportReport | null>(null);
  const [empty, setEmpty] = useState(false);
  const take = (dryRun: boolean) => {
    const { htpasswd = '', groups } = files;
    setEmpty(htpasswd === '' && groups === undefined);
    if (htpasswd === '' && groups === undefined) return;
    void act(async () => setReport(await client.importUsers({ htpasswd, groups, dryRun })));
  };
  const choose = (which: keyof Files) => (event: Event & { readonly currentTarget: HTMLInputElement }) => {
    const file = event.currentTarget.files?.[0];
    setReport(null);
    setEmpty(false);
    void file?.text().then((text) => setFiles((before) => ({ ...before, [which]: text })));
  };
  return (
    <section class="group">
      <h2>{texts.groups.import}</h2>
      <p class="small muted measure">{texts.groups.importSays}</p>
      <div class="field">
        <label for={`${id}-users`}>{texts.groups.passwordFile}</label>
        <input id={`${id}-users`} type="file" onChange={choose('htpasswd')} />
      </div>
      <div class="field">
        <label for={`${id}-groups`}>{texts.groups.groupFile}</label>
        <input id={`${id}-groups`} type="file" onChange={choose('groups')} />
      </div>
      <div class="row wrap gap">
        <button type="button" class="btn" onClick={() => take(true)}>
          {texts.groups.tryImport}
        </button>
        <button type="button" class="btn" onClick={() => take(false)}>
          {texts.groups.runImport}
        </button>
      </div>
      <div role="status">
        {empty && <p class="small refusal">{texts.groups.noFile}</p>}
        {report !== null && <Report report={report} />}
      </div>
    </section>
  );
}

function Report({ report }: { report: ImportReport }) {
  const lines = importLines(report);
  return (
    <>
      <p class="small">
        {lines.length === 0 ? texts.groups.nothing : report.dryRun ? texts.groups.wouldDo : texts.groups.did}
      </p>
      <ul class="small">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <ul class="small refusal">
        {report.problems.map((problem) => (
          <li key={`${problem.file} ${problem.line}`}>{texts.groups.problem(problem)}</li>
        ))}
      </ul>
    </>
  );
}
