/** Takes over an htpasswd file and Apache groups: first what would change, then the change. */
import { useState } from 'preact/hooks';
import type { ImportReport } from '../../contract/groups.ts';
import { useApp } from '../app-context.ts';
import { FileField } from '../parts/file-field.tsx';
import { importLines } from '../session/import-lines.ts';
import type { Act } from '../state/act.ts';
import { texts } from '../texts/texts.ts';

interface Files {
  readonly htpasswd?: string;
  readonly groups?: string;
}

export function ImportUsers({ act }: { act: Act }) {
  const { client } = useApp();
  const [files, setFiles] = useState<Files>({});
  const [report, setReport] = useState<ImportReport | null>(null);
  const [empty, setEmpty] = useState(false);
  const take = (dryRun: boolean) => {
    const { htpasswd = '', groups } = files;
    setEmpty(htpasswd === '' && groups === undefined);
    if (htpasswd === '' && groups === undefined) return;
    void act(async () => setReport(await client.importUsers({ htpasswd, groups, dryRun })));
  };
  const choose = (which: keyof Files) => (file: File | null) => {
    setReport(null);
    setEmpty(false);
    if (file === null) setFiles(({ [which]: _gone, ...others }) => others);
    else void file.text().then((text) => setFiles((before) => ({ ...before, [which]: text })));
  };
  return (
    <section class="group">
      <h2>{texts.groups.import}</h2>
      <p class="small muted measure">{texts.groups.importSays}</p>
      <FileField label={texts.groups.passwordFile} onChosen={choose('htpasswd')} />
      <FileField label={texts.groups.groupFile} onChosen={choose('groups')} />
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
