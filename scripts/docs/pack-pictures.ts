/** Makes PNGs small by giving them a palette, where that is not to be seen: the pictures of a page have few colours. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

/** Byte of a PNG that tells how it holds colours, and the value that stands for a palette. */
const COLOUR_TYPE_AT = 25;
const PALETTE = 3;

/** Pixels that may differ visibly for a palette: far fewer than the comparison with the page lets pass. */
const DIFFERENT_AT_MOST = 120;
/** What is seen, of 255. */
const SEEN = 12;

/** @returns how many were packed; those that have a palette are left as they are */
export async function packPictures(folder: string): Promise<number> {
  let packed = 0;
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.png'))) {
    const path = join(folder, file);
    const content = await readFile(path);
    if (content[COLOUR_TYPE_AT] === PALETTE) continue;
    const small = await sharp(content)
      .png({ palette: true, colours: 256, quality: 100, effort: 8, dither: 0 })
      .toBuffer();
    if ((await differentPixels(content, small)) > DIFFERENT_AT_MOST) continue;
    await writeFile(path, small);
    packed += 1;
  }
  return packed;
}

async function differentPixels(one: Buffer, other: Buffer): Promise<number> {
  const [a, b] = await Promise.all([one, other].map((png) => sharp(png).removeAlpha().raw().toBuffer()));
  if (a === undefined || b === undefined) throw new Error('no pictures');
  let different = 0;
  for (let at = 0; at < a.length; at += 3) {
    if ([0, 1, 2].some((channel) => Math.abs((a[at + channel] ?? 0) - (b[at + channel] ?? 0)) > SEEN)) different += 1;
  }
  return different;
}
