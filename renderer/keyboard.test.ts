import { expect, it } from 'vitest';
import { commandOf } from './keyboard.ts';
import { themeIn } from './theme.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

it.each([
  [{ key: 'o', ctrlKey: true }, { do: 'share' }],
  [{ key: 'O', metaKey: true }, { do: 'share' }],
  [{ key: 'c', ctrlKey: true }, { do: 'copy-link' }],
  [{ key: ',', metaKey: true }, { do: 'settings' }],
  [
    { key: '1', metaKey: true },
    { do: 'session', index: 0 },
  ],
  [
    { key: '9', ctrlKey: true },
    { do: 'session', index: 8 },
  ],
  [{ key: '0', ctrlKey: true }, null],
  [{ key: 'o' }, null],
  [{ key: 'o', ctrlKey: true, shiftKey: true }, null],
  [{ key: 'o', ctrlKey: true, altKey: true }, null],
  [{ key: 'o', ctrlKey: true, metaKey: true }, null],
])('%j means %j', (press, command) => {
  expect(commandOf({ ...none, ...press })).toEqual(command);
});

it('finds the theme among other cookies, and takes no other word', () => {
  expect(themeIn('a=b; annotate-share-theme=dark')).toBe('dark');
  expect(themeIn('not-annotate-share-theme=dark')).toBe('system');
  expect(themeIn('annotate-share-theme=purple')).toBe('system');
  expect(themeIn('')).toBe('system');
});
