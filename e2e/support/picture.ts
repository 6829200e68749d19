/** Reads the pixels of a screenshot, so that a test can tell a drawn graph from an empty one. */
import { inflateSync } from 'node:zlib';

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel: 3 without transparency, 4 with. */
  readonly channels: 3 | 4;
  readonly pixels: Uint8Array;
}

/** Colours that cover next to nothing are the blurred edges of others. */
const LEAST_SHARE = 0.0002;

/** How far apart the strongest and the weakest of red, green and blue lie in a colour that nobody would call grey. */
const VIVID = 80;

export interface Colours {
  /** All of them, the ground among them: 1 means that nothing is drawn. */
  readonly all: number;
  readonly vivid: number;
}

/** @param png - as Playwright writes it: 8 bits a channel, not interlaced */
export function countColours(png: Buffer): Colours {
  const { width, height, channels, pixels } = decode(png);
  const seen = new Map<number, number>();
  for (let at = 0; at < pixels.length; at += channels) {
    const colour = ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
    seen.set(colour, (seen.get(colour) ?? 0) + 1);
  }
  const colours = [...seen].filter(([, count]) => count >= width * height * LEAST_SHARE).map(([colour]) => colour);
  return { all: colours.length, vivid: colours.filter(isVivid).length };
}

function isVivid(colour: number): boolean {
  const parts = [colour >> 16, (colour >> 8) & 0xff, colour & 0xff];
  return Math.max(...parts) - Math.min(...parts) >= VIVID;
}

function decode(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, colourType, , , interlaced] = png.subarray(24, 29);
  const channels = colourType === 2 ? 3 : colourType === 6 ? 4 : null;
  if (depth !== 8 || channels === null || interlaced !== 0) throw new Error('not a picture as Playwright writes it');
  const filtered = inflateSync(Buffer.concat(chunks(png, 'IDAT')));
  return { width, height, channels, pixels: unfilter(filtered, width * channels, height, channels) };
}

function chunks(png: Buffer, type: string): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === type) found.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return found;
}

/** Undoes the five filters of PNG (RFC 2083, section 6): each byte is told relative to those left of it and above. */
function unfilter(filtered: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const pixels = new Uint8Array(stride * height);
  for (let row = 0; row < height; row += 1) {
    const filter = filtered[row * (stride + 1)];
    for (let column = 0; column < stride; column += 1) {
      const at = row * stride + column;
      const left = column >= channels ? (pixels[at - channels] ?? 0) : 0;
      const above = pixels[at - stride] ?? 0;
      const corner = column >= channels ? (pixels[at - stride - channels] ?? 0) : 0;
      const told = filtered[row * (stride + 1) + 1 + column] ?? 0;
      pixels[at] = told + predict(filter, left, above, corner);
    }
  }
  return pixels;
}

function predict(filter: number | undefined, left: number, above: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return (left + above) >> 1;
    case 4:
      return paeth(left, above, corner);
    default:
      throw new Error(`no filter ${filter ?? 'at all'} in PNG`);
  }
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [toLeft, toAbove, toCorner] = [left, above, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
