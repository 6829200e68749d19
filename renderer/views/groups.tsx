/** Groups: who belongs together, which datasets are theirs, how their members sign in, and where. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Groups as GroupsData } from '../../contract/groups.ts';
import { useApp } from '../app-context.ts';
import { reasonOf } from '../parts/refusal-text.ts';
import { WaitingLines } from '../parts/waiting.tsx';
import { Refused } from '../service/control-client.ts';
import type { Act } from '../state/act.ts';
import { texts } from '../texts/texts.ts';
import { Accounts } from './accounts.tsx';
import { AddLine } from './add-line.tsx';
import { GroupSection } from './group-section.tsx';
import { ImportUsers } from './import-users.tsx';
import { SettingsLink } from './sidebar.tsx';

export function Groups({ alone }: { alone: boolean }) {
  const { groups, act, problem } = useGroups();
  return (
    <main class="page groups">
      {alone && <SettingsLink />}
      <div class="column">
        <h1 class="display" tabIndex={-1}>
          {texts.groups.title}
        </h1>
        <p class="lead muted measure">{texts.groups.intro}</p>
        {problem !== null && (
          <p class="small refusal" role="alert">
            {texts.groups.refused({ reason: problem })}
          </p>
        )}
        {groups === null ? (
          problem === null && <WaitingLines label={texts.groups.loading} />
        ) : (
          <Loaded groups={groups} act={act} />
        )}
      </div>
    </main>
  );
}

function Loaded({ groups, act }: { groups: GroupsData; act: Act }) {
  return (
    <>
      {groups.url !== null && groups.accounts.length > 0 && (
        <p>
          {texts.groups.address} <span class="mono address">{groups.url}</span>
        </p>
      )}
      {groups.groups.length === 0 && <p class="muted">{texts.groups.none}</p>}
      {groups.groups.map((group) => (
        <GroupSection key={group.name} group={group} act={act} />
      ))}
      {groups.unowned.length > 0 && (
        <p class="small muted">{texts.groups.unowned({ titles: groups.unowned.map(({ title }) => title) })}</p>
      )}
      <NewGroup act={act} />
      {groups.accounts.length > 0 && <Accounts accounts={groups.accounts} act={act} />}
      <ImportUsers act={act} />
    </>
  );
}

function NewGroup({ act }: { act: Act }) {
  const { client } = useApp();
  return (
    <AddLine
      label={texts.groups.name}
      placeholder={texts.groups.name}
      button={texts.groups.make}
      longest={80}
      onAdd={(name) => act(() => client.changeGroup(name, {}))}
    />
  );
}

function useGroups() {
  const { client } = useApp();
  const [groups, setGroups] = useState<GroupsData | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const act = useCallback<Act>(
    async (work) => {
      try {
        await work();
        setGroups(await client.groups());
        setProblem(null);
        return true;
      } catch (error) {
        setProblem(reasonOf({ failure: error instanceof Refused ? error.failure : null }));
        return false;
      }
    },
    [client],
  );
  useEffect(() => {
    const read = () => void act(() => Promise.resolve());
    read();
    // Changed from the command line meanwhile: whoever comes back to the page sees it.
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [act]);
  return { groups, act, problem };
}
