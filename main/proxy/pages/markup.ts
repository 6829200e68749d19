/** Builds HTML in which every value is text unless it was built here: nothing that came with a request can become markup. */

export class Markup {
  readonly text: string;

  /** Only for text that is known to be HTML; everything else goes through `markup`. */
  constructor(text: string) {
    this.text = text;
  }
}

export type Content = Markup | string | number | null | readonly Markup[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Tagged template; `null` leaves nothing. */
export function markup(parts: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return new Markup(parts.map((part, index) => part + render(contents[index] ?? null)).join(''));
}

function render(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'string') return content.replace(/[&<>"']/g, (character) => entities[character] ?? character);
  if (typeof content === 'number') return String(content);
  return content.map((one) => one.text).join('');
}
