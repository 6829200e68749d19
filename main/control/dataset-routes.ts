/** The control API's calls about files that are not shared yet: what is wrong with them, what is in them, their picture. */
import type { Router } from 'express';
import { bucketSettingsSchema, type Bucket, type BucketSettings } from '../../contract/buckets.ts';
import type { Check, Thumbnail } from '../../contract/control.ts';
import { checkQuerySchema, pictureQuerySchema, type Picture, type PictureQuery } from '../../contract/dataset-facts.ts';
import { parsed } from './parsed.ts';

export interface DatasetParts {
  readonly check: (path: string) => Promise<Check>;
  readonly picture: (query: PictureQuery) => Promise<Picture>;
  /** Of one that was shared before. */
  readonly thumbnail: (path: string) => Promise<Thumbnail>;
  /** Left away: no bucket is asked for otherwise. */
  readonly changeBucket?: (name: string, settings: BucketSettings) => Bucket;
}

export function addDatasets(routes: Router, { check, picture, thumbnail, changeBucket }: DatasetParts): void {
  routes.get('/datasets/check', async (request, response) => {
    response.json(await check(parsed(checkQuerySchema, request.query).path));
  });
  routes.get('/recents/thumbnail', async (request, response) => {
    response.json(await thumbnail(parsed(checkQuerySchema, request.query).path));
  });
  if (changeBucket !== undefined)
    routes.patch('/buckets/:name', (request, response) => {
      response.json(changeBucket(request.params.name, parsed(bucketSettingsSchema, request.body)));
    });
  routes.get('/datasets/picture', async (request, response) => {
    const { head, data } = await picture(parsed(pictureQuerySchema, request.query));
    response.type('application/octet-stream');
    response.send(Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), data]));
  });
}
