import { describe, expect, test } from 'vitest';
import { onlyValuesOf, searchOf, sortedSearch } from './canonical-query.ts';

const name = (search: string) => onlyValuesOf('name', search);

describe('the values of a query with one parameter', () => {
  test.each<[string, string, readonly string[]]>([
    ['none', '', []],
    ['a question mark alone', '?', []],
    ['one', '?name=louvain', ['louvain']],
    ['several, in their order', '?name=b&name=a', ['b', 'a']],
    ['the same one twice', '?name=a&name=a', ['a', 'a']],
    ['a space as forms write it', '?name=cell+type', ['cell type']],
    ['a space as addresses write it', '?name=cell%20type', ['cell type']],
    ['a plus', '?name=CD4%2B', ['CD4+']],
    ['what needs encoding', '?name=%C3%A4%26b%3Dc%23', ['ä&b=c#']],
    ['encoded without need', '?name=%6Couvain', ['louvain']],
    ['an equals sign in the value', '?name=a=b', ['a=b']],
    ['letters beyond the first plane', '?name=%F0%9F%A7%AC', ['🧬']],
  ])('%s', (_, search, values) => {
    expect(name(search)).toEqual(values);
  });

  test.each([
    ['another parameter', '?other=a'],
    ['another parameter besides', '?name=a&other=b'],
    ['another one before', '?other=b&name=a'],
    ['the name of the parameter encoded', '?%6Eame=a'],
    ['the name in capitals', '?Name=a'],
    ['a longer name', '?names=a'],
    ['no value', '?name='],
    ['no equals sign', '?name'],
    ['an empty pair', '?name=a&'],
    ['an empty pair between', '?name=a&&name=b'],
    ['a semicolon is no separator', '?name=a;name=b&x'],
    ['a broken escape', '?name=%'],
    ['a broken escape at the end', '?name=a%2'],
    ['no UTF-8', '?name=%ff'],
    ['an overlong slash', '?name=%c0%af'],
    ['half a surrogate pair', '?name=%ed%a0%80'],
  ])('%s: not read at all', (_, search) => {
    expect(name(search)).toBeNull();
  });
});

test.each<[readonly string[], string]>([
  [[], ''],
  [['louvain'], '?name=louvain'],
  [['b', 'a'], '?name=b&name=a'],
  [['cell type', 'ä&b=c#+'], '?name=cell%20type&name=%C3%A4%26b%3Dc%23%2B'],
])('%j is written as “%s”, and read back as the same', (values, search) => {
  expect(searchOf('name', values)).toBe(search);
  expect(name(search)).toEqual(values);
});

describe('a set of parameters', () => {
  test.each([
    ['', ''],
    ['?', '?'],
    ['?b=1', '?b=1'],
    ['?b=1&a=2', '?a=2&b=1'],
    ['?a=2&a=1', '?a=1&a=2'],
    ['?var:name_0=b&var:name_0=a', '?var:name_0=a&var:name_0=b'],
  ])('“%s” is the same question as “%s”', (search, sorted) => {
    expect(sortedSearch(search)).toBe(sorted);
    expect(sortedSearch(sorted)).toBe(sorted);
  });

  test.each([
    ['another value', '?a=1&b=2', '?a=2&b=1'],
    ['the same one twice', '?a=1&a=1', '?a=1'],
    ['another encoding, which is left as it was sent', '?a=+&b=1', '?a=%20&b=1'],
  ])('%s is another question', (_, one, other) => {
    expect(sortedSearch(one)).not.toBe(sortedSearch(other));
  });
});
