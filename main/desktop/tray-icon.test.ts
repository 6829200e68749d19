import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { trayIcon, type Surroundings } from './tray-icon.ts';

const icons = resolve(import.meta.dirname, '../../resources/icons/tray');
const linux: Surroundings = { platform: 'linux', dark: false, desktop: 'XFCE' };

test.each<[Surroundings, string, boolean]>([
  [{ platform: 'darwin', dark: true, desktop: undefined }, 'sharing-template.png', true],
  [{ platform: 'win32', dark: false, desktop: undefined }, 'sharing-on-light.png', false],
  [{ platform: 'win32', dark: true, desktop: undefined }, 'sharing-on-dark.png', false],
  [linux, 'sharing-on-light-22.png', false],
  [{ ...linux, dark: true }, 'sharing-on-dark-22.png', false],
  [{ ...linux, desktop: undefined }, 'sharing-on-light-22.png', false],
  [{ ...linux, desktop: 'ubuntu:GNOME' }, 'sharing-on-dark-22.png', false],
])('%o shows %s', (where, file, template) => {
  expect(trayIcon('sharing', where)).toEqual({ file, template });
});

describe('every picture is there, and twice as sharp beside it', () => {
  const states = ['idle', 'sharing', 'trouble'] as const;
  const places = (['darwin', 'win32', 'linux'] as const).flatMap((platform) =>
    [true, false].map((dark) => ({ platform, dark, desktop: undefined })),
  );
  test.each(states.flatMap((state) => places.map((where) => [state, where] as const)))('%s, %o', (state, where) => {
    const { file } = trayIcon(state, where);
    expect(existsSync(resolve(icons, file))).toBe(true);
    expect(existsSync(resolve(icons, file.replace('.png', '@2x.png')))).toBe(true);
  });
});
