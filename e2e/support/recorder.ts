/** Makes a moving picture of pages: still shots that stay for a while, and a drawn pointer that goes from one control to the next. */
import type { Locator, Page } from '@playwright/test';
import sharp from 'sharp';

const WIDTH = 800;
const HEIGHT = 555;
const POINTER_STEPS = 7;
const POINTER_STEP_MS = 50;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Frame {
  readonly shot: Buffer;
  readonly pointer: Point;
  readonly ms: number;
  /** The button of the pointer is down. */
  readonly pressed: boolean;
}

const arrow = (pressed: boolean) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="28" height="30" viewBox="0 0 28 30">
      ${pressed ? '<circle cx="9" cy="9" r="8.5" fill="#0a6670" fill-opacity="0.35"/>' : ''}
      <path d="M9 9v15.5l4-3.6 2.6 5.7 2.7-1.2-2.6-5.6h5.3z" fill="#fff" stroke="#1a1c1f" stroke-width="1.3" stroke-linejoin="round"/>
    </svg>`,
  );
/** Where in its picture the arrow points. */
const TIP = 9;

export class Recorder {
  readonly #frames: Frame[] = [];
  #pointer: Point = { x: 0.6 * WIDTH, y: 0.85 * HEIGHT };

  get frames(): number {
    return this.#frames.length;
  }

  get seconds(): number {
    return this.#frames.reduce((sum, { ms }) => sum + ms, 0) / 1000;
  }

  /** What the page shows now, for so long. */
  async show(page: Page, ms: number): Promise<void> {
    this.#add(await shotOf(page), ms);
  }

  /** Goes to the middle of a control and presses it. */
  async click(page: Page, control: Locator): Promise<void> {
    await this.point(page, control);
    const last = this.#frames.at(-1);
    if (last !== undefined) this.#add(last.shot, 160, true);
    await control.click();
  }

  async point(page: Page, control: Locator): Promise<void> {
    await control.hover();
    const [box, window] = [await control.boundingBox(), page.viewportSize()];
    if (box === null || window === null) throw new Error('nothing to point at');
    const scale = WIDTH / window.width;
    const [from, to] = [this.#pointer, { x: scale * (box.x + box.width / 2), y: scale * (box.y + box.height / 2) }];
    const shot = await shotOf(page);
    for (let step = 1; step <= POINTER_STEPS; step += 1) {
      const part = easing(step / POINTER_STEPS);
      this.#pointer = { x: from.x + part * (to.x - from.x), y: from.y + part * (to.y - from.y) };
      this.#add(shot, POINTER_STEP_MS);
    }
  }

  /** An animated GIF that begins anew at its end. */
  async gif(): Promise<Buffer> {
    // Many frames have the same shot under another place of the pointer.
    const small = new Map<Buffer, Buffer>();
    for (const { shot } of this.#frames) if (!small.has(shot)) small.set(shot, await smaller(shot));
    const drawn = await Promise.all(this.#frames.map((frame) => draw(small.get(frame.shot) ?? frame.shot, frame)));
    return sharp(drawn, { join: { animated: true } })
      .gif({ delay: this.#frames.map(({ ms }) => ms), colours: 128, dither: 0, effort: 7, interFrameMaxError: 2 })
      .toBuffer();
  }

  #add(shot: Buffer, ms: number, pressed = false): void {
    this.#frames.push({ shot, ms, pointer: this.#pointer, pressed });
  }
}

function shotOf(page: Page): Promise<Buffer> {
  return page.screenshot({ caret: 'hide', animations: 'disabled', scale: 'css' });
}

function smaller(shot: Buffer): Promise<Buffer> {
  return sharp(shot).resize(WIDTH, HEIGHT, { fit: 'cover', position: 'top' }).png({ compressionLevel: 1 }).toBuffer();
}

function draw(small: Buffer, { pointer, pressed }: Frame): Promise<Buffer> {
  const [left, top] = [Math.round(pointer.x) - TIP, Math.round(pointer.y) - TIP];
  return sharp(small)
    .composite([{ input: arrow(pressed), left, top }])
    .removeAlpha()
    .png({ compressionLevel: 1 })
    .toBuffer();
}

/** Slow at both ends, as a hand is. */
function easing(part: number): number {
  return part * part * (3 - 2 * part);
}
