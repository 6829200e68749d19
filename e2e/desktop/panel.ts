/** A display of its own with a real panel in it, and a hand that moves the pointer there: for the tray as a person meets it. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { expect } from '@playwright/test';
import type { PNG } from 'pngjs';
import { screenshot, type Box } from './framebuffer.ts';

/** How far xwininfo indents the windows right below the root. */
const TOP_INDENT = 5;

export class Panel {
  readonly display: string;
  readonly #children: readonly ChildProcess[];
  /** Holds the screen's memory as a file. */
  readonly #folder: string;

  static async open(): Promise<Panel> {
    const folder = mkdtempSync(join(tmpdir(), 'annotate-share-panel-'));
    const screen = ['-screen', '0', '1280x800x24', '-fbdir', folder];
    const xvfb = spawn('Xvfb', ['-displayfd', '3', ...screen, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    });
    const lines = createInterface({ input: xvfb.stdio[3] as Readable });
    const [number] = (await once(lines, 'line', { signal: AbortSignal.timeout(20_000) })) as [string];
    const display = `:${number}`;
    const place = ['--edge', 'top', '--align', 'right', '--widthtype', 'request', '--height', '32'];
    const trayer = spawn('trayer', [...place, '--SetDockType', 'true', '--expand', 'true'], {
      env: { ...process.env, DISPLAY: display },
      stdio: 'ignore',
    });
    const panel = new Panel(display, [trayer, xvfb], folder);
    await expect.poll(() => panel.#tree()).toContain('"panel" "trayer"');
    return panel;
  }

  private constructor(display: string, children: readonly ChildProcess[], folder: string) {
    this.display = display;
    this.#children = children;
    this.#folder = folder;
  }

  async close(): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Waits until an icon is docked. */
  async findIcon(): Promise<void> {
    await expect.poll(() => this.#icon()).not.toBeNull();
  }

  async clickIcon(): Promise<void> {
    await this.#click(1);
  }

  /** The icon as it stands on the screen now. */
  picture(): PNG {
    const icon = this.#icon();
    if (icon === null) throw new Error('the icon has gone');
    return screenshot(join(this.#folder, 'Xvfb_screen0'), icon);
  }

  /** Opens the icon's menu with the right button and takes its n-th choice by the arrow key, which passes over what is grey. */
  choose(nth: number): Promise<void> {
    return this.press(...Array<string>(nth).fill('Down'));
  }

  /** Opens the icon's menu with the right button, goes there by these keys, and takes what they lead to. */
  async press(...keys: readonly string[]): Promise<void> {
    await this.#click(3);
    await expect.poll(() => this.#menuIsOpen()).toBe(true);
    this.#xdotool('key', '--delay', '120', ...keys, 'Return');
    await expect.poll(() => this.#menuIsOpen()).toBe(false);
  }

  async #click(button: number): Promise<void> {
    await this.findIcon();
    const icon = this.#icon();
    if (icon === null) throw new Error('the icon has gone');
    const [x, y] = [icon.x + icon.width / 2, icon.y + icon.height / 2];
    this.#xdotool('mousemove', String(Math.round(x)), String(Math.round(y)), 'click', String(button));
  }

  /** The first window of Electron that is docked below the panel's. */
  #icon(): Box | null {
    const lines = this.#tree().split('\n');
    const panel = lines.findIndex((line) => line.includes('("panel" "trayer")'));
    const depth = indentOf(lines[panel]);
    const docked = lines.slice(panel + 1);
    const end = docked.findIndex((line) => indentOf(line) <= depth);
    return docked.slice(0, end).filter(isElectrons).map(boxOf).at(0) ?? null;
  }

  /** Electron keeps small windows of its own in the corner, and closed menus unmapped; an open one hangs below the panel. */
  #menuIsOpen(): boolean {
    const tops = this.#tree()
      .split('\n')
      .filter((line) => indentOf(line) === TOP_INDENT && isElectrons(line));
    return tops.some((line) => {
      const box = boxOf(line);
      const [id] = /0x[0-9a-f]+/.exec(line) ?? [];
      return box !== null && box.width > 100 && box.y > 10 && id !== undefined && this.#isShown(id);
    });
  }

  #isShown(id: string): boolean {
    try {
      return this.#xwininfo('-id', id).includes('Map State: IsViewable');
    } catch {
      return false; // it was destroyed while we were looking
    }
  }

  #tree(): string {
    return this.#xwininfo('-root', '-tree');
  }

  #xwininfo(...args: readonly string[]): string {
    return execFileSync('xwininfo', args, { env: { ...process.env, DISPLAY: this.display }, encoding: 'utf8' });
  }

  #xdotool(...args: readonly string[]): void {
    execFileSync('xdotool', args, { env: { ...process.env, DISPLAY: this.display } });
  }
}

function isElectrons(line: string): boolean {
  return line.includes('("electron" "Electron")');
}

function indentOf(line = ''): number {
  return line.search(/\S|$/);
}

/** A line of xwininfo ends with size, place in the parent, and place on the screen. */
function boxOf(line: string): Box | null {
  const [, width, height, x, y] = /(\d+)x(\d+)[+-]\S+\s+\+(-?\d+)\+(-?\d+)$/.exec(line) ?? [];
  return x === undefined ? null : { x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
}
