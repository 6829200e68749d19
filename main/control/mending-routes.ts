/** The control API's calls about mended copies: begin one, see them, cancel or remove one. */
import type { Router } from 'express';
import { startMendingSchema } from '../../contract/mendings.ts';
import type { Mendings } from '../sessions/mendings.ts';
import { parsed } from './parsed.ts';

export type MendingCalls = Pick<Mendings, 'list' | 'start' | 'remove'>;

export function addMendings(routes: Router, mendings: MendingCalls): void {
  routes.post('/datasets/mend', async (request, response) => {
    response.status(202).json(await mendings.start(parsed(startMendingSchema, request.body)));
  });
  routes.get('/mendings', (_request, response) => void response.json({ mendings: mendings.list() }));
  routes.delete('/mendings/:id', async (request, response) => {
    await mendings.remove(request.params.id);
    response.status(204).end();
  });
}
