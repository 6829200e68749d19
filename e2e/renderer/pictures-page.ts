/** The page of the docs that shows a picture of every view and state, made from the same list as the pictures. */

export const themes = ['light', 'dark'] as const;

/** By what a name begins with, in the order of the page. */
const sections: readonly (readonly [prefix: string, heading: string])[] = [
  ['1-', 'First run and what was shared before'],
  ['2-', 'Before sharing'],
  ['3-', 'Getting ready'],
  ['4-', 'A session'],
  ['5-', 'When something is wrong'],
  ['6-', 'The window and the service'],
  ['7-', 'Long names'],
  ['8-', 'Groups'],
  ['9-', 'Settings'],
  ['collaborator-', 'What collaborators see'],
  ['tray-', 'The tray'],
];

const intro = `# Pictures

Every view and state, light and dark, as the tests see them: the people and datasets in them are invented. This page and its pictures are
made by \`npm run screenshots\`, and each test run compares them with the program.
`;

export function isPictureOfView(file: string): boolean {
  return sections.some(([prefix]) => file.startsWith(prefix)) && file.endsWith('.png');
}

/** @throws Error for a name that belongs nowhere */
export function picturesPage(names: readonly string[]): string {
  const lost = names.filter((name) => sectionOf(name) === undefined);
  if (lost.length > 0) throw new Error(`no section for ${lost.join(', ')}`);
  const parts = sections.flatMap(([prefix, heading]) => {
    const rows = names.filter((name) => name.startsWith(prefix)).map(row);
    return rows.length === 0 ? [] : [`## ${heading}\n\n${rows.join('\n')}`];
  });
  return `${intro}\n${parts.join('\n')}`;
}

function sectionOf(name: string): string | undefined {
  return sections.find(([prefix]) => name.startsWith(prefix))?.[1];
}

function row(name: string): string {
  const words = name.replace(/^(?:\d+|collaborator|tray)-/, '').replaceAll('-', ' ');
  const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const [light, dark] = themes.map((theme) => `![${title}, ${theme}](images/${name}-${theme}.png)`);
  return `### ${title}\n\n| light | dark |\n| --- | --- |\n| ${light ?? ''} | ${dark ?? ''} |\n`;
}
