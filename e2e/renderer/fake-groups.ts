/** What the fake control server answers about accounts and groups; every body and answer is checked against the contract. */
import {
  changeAccountSchema,
  changeGroupSchema,
  groupSchema,
  groupsSchema,
  importReportSchema,
  importUsersSchema,
  type Groups,
  type ImportReport,
} from '../../contract/groups.ts';

const noGroups: Groups = { groups: [], accounts: [], unowned: [], url: 'http://192.0.2.7:8080/' };
export const labGroups: Groups = {
  ...noGroups,
  groups: [
    {
      name: 'lung',
      members: [
        { name: 'jonas', role: 'viewer' },
        { name: 'maria', role: 'annotator' },
      ],
      datasets: [
        { path: '/data/groups/lung/fetal_lung.h5ad', title: 'fetal lung', byFolder: true },
        {
          path: '/data/a_rather_long_folder_name/organoids_day_30_integrated.h5ad',
          title: 'Airway organoids',
          byFolder: false,
        },
      ],
    },
    { name: 'blood', members: [], datasets: [] },
  ],
  accounts: [
    { name: 'jonas', password: 'imported', collaborator: 'jonas-1', browsers: 0 },
    { name: 'maria', password: 'own', collaborator: 'maria-1', browsers: 2 },
    { name: 'prof.ivanova@institute.example', password: 'none', collaborator: 'prof-1', browsers: 0 },
  ],
  unowned: [{ path: '/data/groups/loose.h5ad', title: 'loose', byFolder: false }],
};
const importReport: ImportReport = {
  dryRun: true,
  users: { added: ['anna', 'tom'], changed: [], unchanged: 2, missing: ['jonas'], removed: [] },
  groups: { added: ['atlas'] },
  members: { added: [{ group: 'atlas', name: 'anna' }], removed: [] },
  problems: [{ file: 'htpasswd', line: 3, reason: 'There is no colon between user and password.' }],
};

export class FakeGroups {
  #groups = noGroups;

  /** What accounts and groups there are from now on. */
  show(groups: Groups): void {
    this.#groups = groups;
  }

  /** Status and body; null for what is no call about groups. */
  answer(method: string, path: string, body: unknown): readonly [status: number, answer: unknown] | null {
    if (path === '/api/groups') return [200, groupsSchema.parse(this.#groups)];
    if (path === '/api/users/import') {
      const { dryRun = false } = importUsersSchema.parse(body);
      return [200, importReportSchema.parse({ ...importReport, dryRun })];
    }
    if (!/^\/api\/(?:groups|users)\//.test(path)) return null;
    if (method === 'PATCH' && path.startsWith('/api/groups/')) {
      changeGroupSchema.parse(body);
      return [200, groupSchema.parse({ name: 'changed', members: [], datasets: [] })];
    }
    if (method === 'PATCH') changeAccountSchema.parse(body);
    return [204, null];
  }
}
