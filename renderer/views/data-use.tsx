/** Whether people have to accept something before they look, and how many have. */
import { useState } from 'preact/hooks';
import type { Session } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { reasonOf } from '../parts/refusal-text.ts';
import { saveFile } from '../parts/save-file.ts';
import { Refused } from '../service/control-client.ts';
import { texts } from '../texts/texts.ts';

export function DataUse({ session }: { session: Session }) {
  const { open, client } = useApp();
  const [problem, setProblem] = useState<string | null>(null);
  const { dataUse, people } = session;
  const count = people.filter(({ acceptedTermsAt }) => typeof acceptedTermsAt === 'string').length;
  const save = () => {
    setProblem(null);
    client.acceptancesCsv(session.id).then(
      (content) => saveFile(`${texts.dataUse.exportFile(session)}.csv`, content),
      (error: unknown) => {
        const reason = reasonOf({ failure: error instanceof Refused ? error.failure : null });
        setProblem(texts.dataUse.notExported({ reason }));
      },
    );
  };
  return (
    <section class="data-use">
      <h2>{texts.dataUse.heading}</h2>
      <p class="small muted">
        {dataUse === null
          ? texts.dataUse.off
          : `${texts.dataUse.on(dataUse)} ${people.length === 0 ? '' : texts.dataUse.accepted({ count, of: people.length })}`}
      </p>
      <div class="row wrap">
        <button
          type="button"
          class="btn"
          disabled={session.phase === 'stopping'}
          onClick={() => open({ kind: 'data-use', session: session.id })}
        >
          {dataUse === null ? texts.dataUse.ask : texts.dataUse.change}
        </button>
        {dataUse !== null && (
          <button type="button" class="btn quiet" onClick={save}>
            {texts.dataUse.export}
          </button>
        )}
      </div>
      {problem !== null && (
        <p class="small refusal" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
