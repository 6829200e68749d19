/** The control API's calls about files that are not shared yet: what is wrong with them, what is in them, their picture. */
import type { Router } from 'express';
import type { Check, Thumbnail } from '../../contract/control.ts';
import { checkQuerySchema, pictureQuerySchema, type Picture, type PictureQuery } from '../../contract/dataset-facts.ts';
import { parsed } from './parsed.ts';

export interface DatasetParts {
  readonly check: (path: string) => Promise<Check>;
  readonly picture: (query: PictureQuery) => Promise<Picture>;
  /** Of one that was shared before. */
  readonly thumbnail: (path: string) => Promise<Thumbnail>;
}

export function addDatasets(routes: Router, { check, picture, thumbnail }: DatasetParts): void {
  routes.get('/datasets/check', async (request, response) => {
    response.json(await check(parsed(checkQuerySchema, request.query).path));
  });
  routes.get('/recents/thumbnail', async (request, response) => {
    response.json(await thumbnail(parsed(checkQuerySchema, request.query).path));
  });
  routes.get('/datasets/picture', async (request, response) => {
    const { head, data } = await picture(parsed(pictureQuerySchema, request.query));
    response.type('application/octet-stream');
    response.send(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), data]));
  });
}
