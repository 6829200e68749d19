import { expect, test } from 'vitest';
import { autostartEntry, autostartFile } from './autostart-entry.ts';

test.each([
  [{}, '/home/ana/.config/autostart/annotate-share.desktop'],
  [{ XDG_CONFIG_HOME: '/conf' }, '/conf/autostart/annotate-share.desktop'],
  [{ XDG_CONFIG_HOME: 'conf' }, '/home/ana/.config/autostart/annotate-share.desktop'],
  [{ XDG_CONFIG_HOME: '' }, '/home/ana/.config/autostart/annotate-share.desktop'],
])('%j', (variables, file) => {
  expect(autostartFile(variables, '/home/ana')).toBe(file);
});

test.each([
  ['/opt/Annotate Share/annotate-share', 'Exec="/opt/Annotate Share/annotate-share" --hidden'],
  ['/a/100%.AppImage', 'Exec="/a/100%%.AppImage" --hidden'],
  ['/a/$(touch x)`y`', 'Exec="/a/\\\\$(touch x)\\\\`y\\\\`" --hidden'],
  ['/a/"b"\\c', 'Exec="/a/\\\\"b\\\\"\\\\\\\\c" --hidden'],
])('%s', (program, line) => {
  expect(autostartEntry('Annotate Share', program).split('\n')).toContain(line);
});

test('a path cannot add lines of its own', () => {
  expect(() => autostartEntry('Annotate Share', '/a\nExec=evil')).toThrow('line breaks');
});
