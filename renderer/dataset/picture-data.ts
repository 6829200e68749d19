/** Reads a picture as the contract describes it: a line of JSON, then places and codes. Pure. */
import { pictureHeadSchema, type PictureHead } from '../../contract/dataset-facts.ts';

export interface PictureData {
  readonly head: PictureHead;
  /** x and y of each point, from the left and from below. */
  readonly places: Uint16Array;
  readonly codes: Uint16Array;
}

const LINE_END = 0x0a;

/** Null for anything that is no picture. */
export function readPicture(bytes: Uint8Array<ArrayBuffer>): PictureData | null {
  const end = bytes.indexOf(LINE_END);
  const head = pictureHeadSchema.safeParse(parseJson(new TextDecoder().decode(bytes.subarray(0, Math.max(0, end)))));
  // Copied: numbers of two bytes must begin at an even place, and the line before them ends anywhere.
  const numbers = bytes.slice(end + 1);
  if (!head.success || numbers.length !== head.data.points * 6) return null;
  const { points } = head.data;
  const all = isLittleEndian ? new Uint16Array(numbers.buffer) : swapped(numbers);
  return { head: head.data, places: all.subarray(0, 2 * points), codes: all.subarray(2 * points) };
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function swapped(bytes: Uint8Array<ArrayBuffer>): Uint16Array {
  const view = new DataView(bytes.buffer);
  return Uint16Array.from({ length: bytes.length / 2 }, (_, index) => view.getUint16(2 * index, true));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
