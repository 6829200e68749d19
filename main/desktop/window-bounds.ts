/** Where the window opens: where it was, unless that place is gone. Pure. */

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const usualSize = { width: 980, height: 680 } as const;
export const leastSize = { width: 720, height: 520 } as const;

/** This much of the title bar has to be in reach of the pointer. */
const GRIP = { width: 120, height: 40 } as const;

/** Without a place (the system then centres it) when no display shows enough of the window to move it. */
export function openingBounds(
  saved: Bounds | null,
  displays: readonly Bounds[],
): Bounds | { readonly width: number; readonly height: number } {
  if (saved === null) return usualSize;
  const size = { width: Math.max(saved.width, leastSize.width), height: Math.max(saved.height, leastSize.height) };
  const inReach = displays.some(
    (display) =>
      overlap(saved.x, size.width, display.x, display.width) >= GRIP.width &&
      saved.y >= display.y &&
      saved.y <= display.y + display.height - GRIP.height,
  );
  return inReach ? { x: saved.x, y: saved.y, ...size } : size;
}

function overlap(startA: number, lengthA: number, startB: number, lengthB: number): number {
  return Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB);
}
