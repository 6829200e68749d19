/**
 * Reads the head of an HDF5 file, as far as to tell how long the file should be. Pure.
 * The layout is that of the superblock, versions 0 to 3, in "HDF5 File Format Specification" section II.A.
 */

/** Enough for the longest superblock that is read here. */
export const SUPERBLOCK_BYTES = 96;

export type Superblock =
  /** This place does not begin an HDF5 file. */
  | { readonly kind: 'none' }
  /** HDF5, but newer than what is known here: the reader of the file has to judge it. */
  | { readonly kind: 'unknown' }
  /** It begins as HDF5 and does not go on so. */
  | { readonly kind: 'damaged' }
  | {
      readonly kind: 'known';
      /** What the whole file should measure at least, or null where it does not say. */
      readonly expectedBytes: number | null;
      /** Somebody has it open for writing, or had when their program ended. Every reader is refused until that is mended. */
      readonly beingWritten: boolean;
    };

const signature = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

/** A file may begin with a block of its user's; HDF5 then begins at 512, 1024, 2048 … bytes, and nowhere else. */
export function superblockPlaces(sizeBytes: number): readonly number[] {
  const places = [0];
  for (let at = 512; at + signature.length <= sizeBytes; at *= 2) places.push(at);
  return places;
}

/** @param place where in the file `bytes` were read */
export function parseSuperblock(bytes: Buffer, place: number): Superblock {
  if (!bytes.subarray(0, signature.length).equals(signature)) return { kind: 'none' };
  const version = bytes[8];
  if (version === undefined) return { kind: 'damaged' };
  if (version > 3) return { kind: 'unknown' };
  const width = bytes[version < 2 ? 13 : 9];
  if (width !== 2 && width !== 4 && width !== 8) return { kind: 'damaged' };
  const { base, end } = fields(version, width);
  if (bytes.length < end + width) return { kind: 'damaged' };
  const stored = address(bytes, end, width);
  // Where a block was put in front of a finished file, its addresses still count from the old place; HDF5 corrects for it so.
  const expectedBytes = stored === null ? null : stored - (address(bytes, base, width) ?? place) + place;
  return { kind: 'known', expectedBytes, beingWritten: version === 3 && ((bytes[11] ?? 0) & 1) === 1 };
}

/** Where the base address and the end-of-file address stand. */
function fields(version: number, width: number): { readonly base: number; readonly end: number } {
  // In versions 2 and 3 the superblock extension stands in between, before that the free-space information.
  const base = [24, 28, 12, 12][version] ?? 12;
  return { base, end: base + 2 * width };
}

/** All bits set means "undefined". */
function address(bytes: Buffer, at: number, width: 2 | 4 | 8): number | null {
  if (bytes.subarray(at, at + width).every((byte) => byte === 0xff)) return null;
  return width === 8 ? Number(bytes.readBigUInt64LE(at)) : bytes.readUIntLE(at, width);
}
