import { describe, expect, test } from 'vitest';
import { readGroupFile } from './group-file.ts';

const read = (text: string) => {
  const { groups, problems } = readGroupFile(text);
  return { groups: Object.fromEntries([...groups].map(([name, users]) => [name, [...users]])), problems };
};

describe('groups and their users', () => {
  test.each<[string, string, Record<string, string[]>]>([
    ['as Apache’s manual has it', 'lung: anna bo\nheart: carla\n', { lung: ['anna', 'bo'], heart: ['carla'] }],
    [
      'CRLF, comments, tabs, no space after the colon',
      '# labs\r\nlung:anna\tbo  \r\n\r\n # x: y\r\n',
      { lung: ['anna', 'bo'] },
    ],
    [
      'lines of one group add up',
      'lung: anna bo\nheart: bo\nlung: bo dora\n',
      { lung: ['anna', 'bo', 'dora'], heart: ['bo'] },
    ],
    [
      'a line that goes on',
      'lung: anna \\\n   bo \\\n carla\nheart: dora',
      { lung: ['anna', 'bo', 'carla'], heart: ['dora'] },
    ],
    [
      'a name with spaces',
      `lung: "anna lee" 'bo "b" x' c\\d "a\\"b"`,
      { lung: ['anna lee', 'bo "b" x', 'c\\d', 'a"b'] },
    ],
    ['a group without users', 'empty:\n', { empty: [] }],
    ['nothing', '', {}],
    ['a byte-order mark', '\ufefflung: anna', { lung: ['anna'] }],
    ['a user with a colon inside', 'lung: a:b', { lung: ['a:b'] }],
  ])('%s', (_, text, groups) => expect(read(text)).toEqual({ groups, problems: [] }));

  test.each([
    ['lung anna bo', 'no colon'],
    [': anna', 'no group'],
    ['my lung: anna', 'a space'],
    ['lung: anna, bo', 'ends with a comma'],
    ['lung: heart: bo', 'ends with a colon'],
    ['lung: ""', 'is empty'],
  ])('%s: %s', (line, reason) => {
    const { problems } = read(`# head\nok: anna\n${line}\n`);
    expect(problems).toEqual([{ line: 3, reason: expect.stringContaining(reason) as string }]);
  });

  test('after a line that goes on, the numbers are still right', () => {
    expect(read('a: b \\\nc\nwrong\n').problems[0]?.line).toBe(3);
  });

  test('names of things that every object has are groups like others', () => {
    expect([...readGroupFile('__proto__: anna\nconstructor: bo').groups.keys()]).toEqual(['__proto__', 'constructor']);
  });
});
