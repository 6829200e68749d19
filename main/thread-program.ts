/** Where the program of a thread lies: its source in a checkout, what was built of it in an installed app, beside whoever starts it. */

/** @param from the `import.meta.url` of who starts it: a build keeps all parts of a program in one folder */
export function threadProgram(name: string, from: string): URL {
  return new URL(`./${name}${from.endsWith('.ts') ? '.ts' : '.mjs'}`, from);
}
