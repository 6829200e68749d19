/** The tray drawn as a page: its real icons on both grounds, and its real menu entries, since no test can photograph every system's. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Session } from '../../contract/session.ts';
import type { ShellState } from '../../main/desktop/shell-state.ts';
import type { Settings } from '../../main/desktop/settings.ts';
import { trayIcon } from '../../main/desktop/tray-icon.ts';
import { trayMenu, type MenuEntry } from '../../main/desktop/tray-menu.ts';
import { trayStatus } from '../../main/desktop/tray-status.ts';
import { markup, Markup } from '../../main/proxy/pages/markup.ts';
import { failed, lung, pbmc, recents, snapshot } from './samples.ts';

export interface TrayPicture {
  readonly name: string;
  readonly state: ShellState;
  /** The entry whose submenu is open, counted from 0; none without it. */
  readonly open?: number;
}

const icons = join(import.meta.dirname, '../../resources/icons/tray');
const settings: Settings = { openAtLogin: true, notifications: true, stayAwake: true, updates: null };
const up = (sessions: readonly Session[]): ShellState => ({
  service: 'up',
  snapshot: snapshot(sessions, { recents: [...recents] }),
});
const broken = failed('retina', 'Mouse retina, P0–P14', 'host-crashed', { name: 'retina.h5ad' });

export const trayPictures: readonly TrayPicture[] = [
  { name: 'tray-starting', state: { service: 'starting' } },
  { name: 'tray-idle', state: up([]), open: 3 },
  { name: 'tray-sharing', state: up([lung, pbmc]), open: 0 },
  { name: 'tray-trouble', state: up([broken, pbmc]), open: 0 },
  { name: 'tray-settings', state: up([pbmc]), open: 8 },
  { name: 'tray-stopped', state: { service: 'ended' } },
];

export async function drawTray(page: Page, { state, open }: TrayPicture, ground: 'light' | 'dark'): Promise<void> {
  const status = trayStatus(state);
  const { file } = trayIcon(status.icon, { platform: 'win32', dark: ground === 'dark', desktop: undefined });
  const icon = readFileSync(join(icons, file.replace('.png', '@2x.png'))).toString('base64');
  await page.setContent(
    markup`<style>${new Markup(style)}</style><main class="${ground}">
      <div class="bar"><img alt="" width="16" height="16" src="data:image/png;base64,${icon}"><span class="tip">${status.tooltip}</span></div>
      ${menu(trayMenu(state, settings), open)}
    </main>`.text,
  );
}

function menu(entries: readonly MenuEntry[], open: number | undefined): Markup {
  return markup`<ul>${entries.map((entry, index) => row(entry, index === open))}</ul>`;
}

function row(entry: MenuEntry, open: boolean): Markup {
  switch (entry.kind) {
    case 'line':
      return markup`<li class="line"></li>`;
    case 'says':
      return markup`<li class="off">${entry.label}</li>`;
    case 'choice':
      return markup`<li class="${entry.action === null ? 'off' : ''}">${entry.label}</li>`;
    case 'tick':
      return markup`<li><span class="tick">${entry.on ? '✓' : ''}</span>${entry.label}</li>`;
    case 'submenu':
      return markup`<li class="${open ? 'open' : ''}">${entry.label}<span class="more">›</span>${open ? menu(entry.entries, undefined) : null}</li>`;
  }
}

/** No system's own: quiet enough for the words to be looked at. */
const style = `
:root { --font: sans-serif; }
body { margin: 0; }
main { box-sizing: border-box; width: 860px; min-height: 460px; padding-bottom: 1px; font: 13px/18px var(--font); }
main.light { background: #dfe3e8; color: #1a1c1f; --menu: #fdfdfc; --line: #dcdcd6; --off: #6c6f73; --chosen: #e4e9ee; --bar: #f3f3f0; }
main.dark { background: #30343a; color: #ecedee; --menu: #232629; --line: #3c4045; --off: #a5a9af; --chosen: #343a40; --bar: #17191b; }
.bar { display: flex; gap: 10px; align-items: center; height: 32px; padding: 0 16px; background: var(--bar); }
.tip { color: var(--off); font-size: 12px; }
ul { width: 380px; margin: 6px 0 0 10px; padding: 5px; list-style: none; background: var(--menu); border-radius: 8px; box-shadow: 0 6px 24px rgb(0 0 0 / 0.22); box-sizing: border-box; }
li { position: relative; min-height: 18px; padding: 3px 24px 3px 26px; border-radius: 5px; }
li.line { min-height: 0; height: 1px; margin: 5px 8px; padding: 0; background: var(--line); }
li.off { color: var(--off); }
li.open { background: var(--chosen); }
.tick { position: absolute; left: 8px; }
.more { position: absolute; right: 10px; top: 2px; }
li > ul { position: absolute; left: 368px; top: -11px; }
`;
