/** Groups: who belongs together, which datasets are theirs, how their members sign in, and where. */
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Groups as GroupsData } from '../../contract/groups.ts';
import { useApp } from '../app-context.ts';
import { reasonOf } from '../parts/refusal-text.ts';
import { Refused } from '../service/control-client.ts';
import type { Act } from '../state/act.ts';
import { texts } from '../texts/texts.ts';
import { Accounts } from './accounts.tsx';
import { GroupSection } from './group-section.tsx';
import { ImportUsers } from './import-users.tsx';
import { AppearanceButton } from './sidebar.tsx';

export function Groups({ alone }: { alone: boolean }) {
  const { groups, act, problem } = useGroups();
  return (
    <main class="page groups">
      {alone && <AppearanceButton />}
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
          problem === null && <p class="muted">{texts.groups.loading}</p>
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
  const [name, setName] = useState('');
  return (
    <form
      class="row wrap gap new"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        void act(() => client.changeGroup(name.trim(), {})).then((done) => {
          if (done) setName('');
        });
      }}
    >
      <input
        class="text"
        aria-label={texts.groups.name}
        placeholder={texts.groups.name}
        maxLength={80}
        autocomplete="off"
        value={name}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <button class="btn">{texts.groups.make}</button>
    </form>
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
