/** The last of what a child said: enough to see why it failed, however much it says. */

const KEEP_CHARACTERS = 8_000;

export class BoundedTail {
  #text = '';

  add(line: string): void {
    this.#text = `${this.#text}${line}\n`.slice(-KEEP_CHARACTERS);
  }

  toString(): string {
    return this.#text.trim();
  }
}
