/** Says what is wrong with a line that the docs tell people to type: a verb or an option that the program does not have. */
import type { Command } from 'commander';

/** @returns null when the program would take it */
export function troubleWith(program: Command, [verb, ...words]: readonly string[]): string | null {
  if (verb === undefined || verb === '--help' || verb === '--version') return null;
  const command = program.commands.find((one) => one.name() === verb);
  if (command === undefined) return `there is no verb ${verb}`;
  let given = 0;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (word === '--help') return null;
    if (!word.startsWith('--')) {
      given += 1;
      continue;
    }
    const [name = '', value] = word.split('=', 2);
    const option = command.options.find(({ long }) => long === name);
    if (option === undefined) return `${verb} has no option ${name}`;
    if (!option.required || value !== undefined) continue;
    at += 1;
    const next = words[at];
    if (next === undefined) return `${verb} ${name} needs a value`;
    if (option.argChoices !== undefined && !option.argChoices.includes(next) && next !== 'PLACEHOLDER')
      return `${verb} ${name} does not take ${next}`;
  }
  const most = command.registeredArguments.length;
  return given > most ? `${verb} takes at most ${most}` : null;
}
