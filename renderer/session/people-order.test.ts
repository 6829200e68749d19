import { expect, test } from 'vitest';
import { aPerson } from '../../contract/testing/example-session.ts';
import { inOrder, type PeopleOrder } from './people-order.ts';

const person = (name: string, here: boolean, minute: number, requests: number, bytesSent: number) =>
  aPerson(name, { here, lastSeen: `2026-01-01T12:0${minute}:00Z`, requests, bytesSent });
const people = [
  person('Guest 10', false, 5, 7, 300),
  person('Guest 2', true, 1, 9, 100),
  person('aiko', true, 2, 7, 200),
];

test.each<[PeopleOrder, readonly string[]]>([
  ['seen', ['aiko', 'Guest 2', 'Guest 10']],
  ['name', ['aiko', 'Guest 2', 'Guest 10']],
  ['requests', ['Guest 2', 'aiko', 'Guest 10']],
  ['sent', ['Guest 10', 'aiko', 'Guest 2']],
])('by %s', (order, expected) => {
  expect(inOrder(people, order).map(({ name }) => name)).toEqual(expected);
});
