/** One group: its members with their roles, and its datasets. What can be changed back at once asks nothing. */
import { useState } from 'preact/hooks';
import type { Group } from '../../contract/groups.ts';
import type { Role } from '../../contract/session.ts';
import { useApp } from '../app-context.ts';
import { RoleSelect } from '../parts/role-select.tsx';
import type { Act } from '../state/act.ts';
import { texts } from '../texts/texts.ts';
import { AddLine } from './add-line.tsx';

interface GroupProps {
  readonly group: Group;
  readonly act: Act;
}

export function GroupSection({ group, act }: GroupProps) {
  const { client, say } = useApp();
  const remove = () => {
    void act(() => client.removeGroup(group.name)).then((done) => {
      if (done) say(texts.groups.removed({ group: group.name }));
    });
  };
  return (
    <section class="group" aria-label={group.name}>
      <div class="row wrap">
        <h2>{group.name}</h2>
        <button
          type="button"
          class="btn quiet stop pullr"
          aria-label={texts.groups.removeLabel({ group: group.name })}
          onClick={remove}
        >
          {texts.groups.remove}
        </button>
      </div>
      <h3 class="label">{texts.groups.members}</h3>
      {group.members.length === 0 && <p class="small muted">{texts.groups.noMembers}</p>}
      <ul class="entries">
        {group.members.map((member) => (
          <li key={member.name} class="row wrap gap line">
            <span class="fit">{member.name}</span>
            <RoleSelect
              bare
              disabled={false}
              role={member.role}
              label={texts.groups.roleOf({ name: member.name, group: group.name })}
              onChange={(role) =>
                void act(() => client.changeGroup(group.name, { setMembers: [{ name: member.name, role }] }))
              }
            />
            <button
              type="button"
              class="btn quiet stop"
              aria-label={texts.groups.takeOutLabel({ name: member.name, group: group.name })}
              onClick={() => void act(() => client.changeGroup(group.name, { removeMembers: [member.name] }))}
            >
              {texts.groups.takeOut}
            </button>
          </li>
        ))}
      </ul>
      <AddMember group={group} act={act} />
      <h3 class="label">{texts.groups.datasets}</h3>
      {group.datasets.length === 0 && <p class="small muted">{texts.groups.noDatasets}</p>}
      <ul class="entries">
        {group.datasets.map(({ path, title, byFolder }) => (
          <li key={path} class="row wrap gap line">
            <span class="fit">
              {title}
              <span class="caption path">{path}</span>
            </span>
            {byFolder ? (
              <span class="small muted">{texts.groups.byFolder}</span>
            ) : (
              <button
                type="button"
                class="btn quiet stop"
                aria-label={texts.groups.removeDatasetLabel({ title, group: group.name })}
                onClick={() => void act(() => client.changeGroup(group.name, { removeDatasets: [path] }))}
              >
                {texts.groups.removeDataset}
              </button>
            )}
          </li>
        ))}
      </ul>
      <AddDataset group={group} act={act} />
    </section>
  );
}

function AddMember({ group, act }: GroupProps) {
  const { client } = useApp();
  const [role, setRole] = useState<Role>('annotator');
  return (
    <AddLine
      label={texts.groups.memberIn({ group: group.name })}
      placeholder={texts.groups.member}
      button={texts.groups.addMember}
      buttonLabel={texts.groups.addMemberLabel({ group: group.name })}
      longest={200}
      onAdd={(name) => act(() => client.changeGroup(group.name, { setMembers: [{ name, role }] }))}
    >
      <RoleSelect role={role} disabled={false} label={texts.groups.newRole({ group: group.name })} onChange={setRole} />
    </AddLine>
  );
}

function AddDataset({ group, act }: GroupProps) {
  const { client } = useApp();
  return (
    <AddLine
      mono
      label={texts.groups.datasetIn({ group: group.name })}
      placeholder={texts.groups.dataset}
      button={texts.groups.addDataset}
      buttonLabel={texts.groups.addDatasetLabel({ group: group.name })}
      longest={4096}
      onAdd={(path) => act(() => client.changeGroup(group.name, { addDatasets: [path] }))}
    />
  );
}
