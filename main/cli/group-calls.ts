/** Reaches accounts and groups by the service that runs on this home, or without one. */
import type { ChangeAccount, ChangeGroup, Group, Groups, ImportReport, ImportUsers } from '../../contract/groups.ts';
import { ControlClient } from '../control/client.ts';
import { findServices } from '../find-services.ts';

export interface GroupCalls {
  groups(): Promise<Groups> | Groups;
  changeGroup(name: string, change: ChangeGroup): Promise<Group>;
  removeGroup(name: string): Promise<void> | void;
  changeAccount(name: string, change: ChangeAccount): Promise<void>;
  removeAccount(name: string): Promise<void> | void;
  importUsers(files: ImportUsers): Promise<ImportReport>;
}

/** A running service knows the library's folder, and tells its page of the change. */
export async function groupCalls<T>(home: string | undefined, work: (calls: GroupCalls) => Promise<T> | T): Promise<T> {
  const [running] = findServices(home);
  if (running !== undefined) return await work(new ControlClient(running.control));
  const { withGroups } = await import('../members.ts');
  return await withGroups(home, (grouping) =>
    work({
      groups: () => grouping.read(),
      changeGroup: (name, change) => grouping.changeGroup(name, change),
      removeGroup: (name) => grouping.removeGroup(name),
      changeAccount: (name, change) => grouping.changeAccount(name, change),
      removeAccount: (name) => grouping.removeAccount(name),
      importUsers: (files) => grouping.importUsers(files),
    }),
  );
}
