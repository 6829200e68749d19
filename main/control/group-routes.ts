/** The control API's calls about accounts and groups. */
import { json, Router } from 'express';
import { changeAccountSchema, changeGroupSchema, importUsersSchema } from '../../contract/groups.ts';
import type { Grouping } from '../sessions/grouping.ts';
import { parsed } from './parsed.ts';

export type GroupingCalls = Pick<
  Grouping,
  'read' | 'changeGroup' | 'removeGroup' | 'changeAccount' | 'removeAccount' | 'importUsers'
>;

/** Before the parser of all other calls: a file of a thousand users is larger than anything that these are sent. */
export function groupRoutes(grouping: GroupingCalls): Router {
  const routes = Router({ caseSensitive: true });
  routes.post('/users/import', json({ limit: '8mb', strict: true }), async (request, response) => {
    response.json(await grouping.importUsers(parsed(importUsersSchema, request.body)));
  });
  const small = json({ limit: '64kb', strict: true });
  routes.get('/groups', (_request, response) => void response.json(grouping.read()));
  routes.patch('/groups/:name', small, async (request, response) => {
    response.json(await grouping.changeGroup(request.params.name, parsed(changeGroupSchema, request.body)));
  });
  routes.delete('/groups/:name', (request, response) => {
    grouping.removeGroup(request.params.name);
    response.status(204).end();
  });
  routes.patch('/users/:name', small, async (request, response) => {
    await grouping.changeAccount(request.params.name, parsed(changeAccountSchema, request.body));
    response.status(204).end();
  });
  routes.delete('/users/:name', (request, response) => {
    grouping.removeAccount(request.params.name);
    response.status(204).end();
  });
  return routes;
}
