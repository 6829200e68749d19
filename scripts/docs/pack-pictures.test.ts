import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { packPictures } from './pack-pictures.ts';

test('a picture gets a palette, once, and keeps its colours', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pictures-'));
  const path = join(folder, 'a.png');
  const teal = { r: 10, g: 102, b: 112 };
  await writeFile(
    path,
    await sharp({ create: { width: 300, height: 200, channels: 3, background: teal } })
      .png()
      .toBuffer(),
  );
  await writeFile(join(folder, 'b.txt'), 'no picture');

  expect(await packPictures(folder)).toBe(1);
  const packed = await readFile(path);
  expect((await sharp(packed).metadata()).isPalette).toBe(true);
  expect([...(await sharp(packed).removeAlpha().raw().toBuffer()).subarray(0, 3)]).toEqual([10, 102, 112]);
  expect(await packPictures(folder)).toBe(0);
  expect(await readFile(path)).toEqual(packed);
  await rm(folder, { recursive: true });
});
