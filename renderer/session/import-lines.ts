/** Says in sentences what an import did, leaving out what did not happen. Pure. */
import type { ImportReport } from '../../contract/groups.ts';
import { texts } from '../texts/texts.ts';

export function importLines({ users, groups, members }: ImportReport): readonly string[] {
  const pairs = (of: ImportReport['members']['added']) => of.map((one) => texts.groups.membership(one));
  const said: readonly (readonly [readonly string[], (gaps: { names: readonly string[] }) => string])[] = [
    [users.added, texts.groups.usersAdded],
    [users.changed, texts.groups.usersChanged],
    [users.missing, texts.groups.usersMissing],
    [groups.added, texts.groups.groupsAdded],
    [pairs(members.added), texts.groups.memberAdded],
    [pairs(members.removed), texts.groups.memberRemoved],
  ];
  return said.flatMap(([names, sentence]) => (names.length === 0 ? [] : [sentence({ names })]));
}
