/** What stands on an Xvfb's screen, read from the file in which it keeps it (`-fbdir`, the format of xwd). */
import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Numbers at the beginning of the file, each of four bytes, the highest first. */
const HEADER_SIZE = 0;
const BYTES_PER_LINE = 12;
const COLOURS = 19;
const COLOUR_BYTES = 12;
const PIXEL_BYTES = 4;

export function screenshot(file: string, { x, y, width, height }: Box): PNG {
  const screen = readFileSync(file);
  const number = (index: number) => screen.readUInt32BE(index * 4);
  const start = number(HEADER_SIZE) + number(COLOURS) * COLOUR_BYTES;
  const picture = new PNG({ width, height });
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const from = start + (y + row) * number(BYTES_PER_LINE) + (x + column) * PIXEL_BYTES;
      const [blue, green, red] = screen.subarray(from);
      picture.data.set([red ?? 0, green ?? 0, blue ?? 0, 255], (row * width + column) * PIXEL_BYTES);
    }
  }
  return picture;
}

/** Which of these icons it is: panels stretch them and smooth their edges, so it is the one that differs least. */
export function mostAlike(picture: PNG, icons: ReadonlyMap<string, PNG>): string {
  const differences = [...icons].map(([name, icon]) => ({ name, difference: differenceOf(picture, icon) }));
  return differences.reduce((least, one) => (one.difference < least.difference ? one : least)).name;
}

/** The icon is laid over the colour of the picture's corner. */
function differenceOf(picture: PNG, icon: PNG): number {
  let sum = 0;
  for (let y = 0; y < picture.height; y += 1) {
    for (let x = 0; x < picture.width; x += 1) {
      const left = Math.floor(((x + 0.5) * icon.width) / picture.width);
      const top = Math.floor(((y + 0.5) * icon.height) / picture.height);
      const opacity = byteAt(icon, left, top, 3) / 255;
      for (const channel of [0, 1, 2]) {
        const ground = byteAt(picture, 0, 0, channel);
        const drawn = ground + (byteAt(icon, left, top, channel) - ground) * opacity;
        sum += Math.abs(drawn - byteAt(picture, x, y, channel));
      }
    }
  }
  return sum;
}

function byteAt({ width, data }: PNG, x: number, y: number, channel: number): number {
  return data[(y * width + x) * PIXEL_BYTES + channel] ?? 0;
}
