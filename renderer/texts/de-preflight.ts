/** The German sentences for what is in a dataset, what it needs, and its picture. */
import type { Column, EmbeddingFlaw } from '../../contract/dataset-facts.ts';
import { numbers, plural } from './de-locale.ts';
import type { enPreflight } from './en-preflight.ts';

const layouts = { csr: 'dünn besetzt, zeilenweise', csc: 'dünn besetzt, spaltenweise', dense: 'voll besetzt' };
const looks = { counts: 'Zählwerte', logged: 'Log-Werte', scaled: 'skaliert', other: null, unknown: null };

const flaws: Record<EmbeddingFlaw, string> = {
  name: 'Ihr Name beginnt nicht mit X_',
  shape: 'Sie ist keine Tabelle',
  'one-dimension': 'Sie hat nur eine Dimension',
  'not-numbers': 'Sie enthält nicht nur Zahlen',
  infinite: 'Sie hat unendliche Werte',
  'all-missing': 'Alle ihre Werte fehlen',
  'too-many': 'Annotate bietet höchstens dreißig an',
};

const kinds: Record<Column['kind'], string> = {
  category: 'Kategorie',
  number: 'Zahl',
  text: 'Text',
  'yes-no': 'ja oder nein',
  other: 'wird nicht gezeigt',
};

export const dePreflight: typeof enPreflight = {
  facts: {
    title: 'In der Datei',
    cells: 'Zellen',
    genes: 'Gene',
    matrix: 'Matrix',
    embeddings: 'Einbettungen',
    columns: 'Spalten',
    formats: 'Geschrieben als',
    matrixIs: ({ layout, dtype, values }) =>
      [layouts[layout], dtype, looks[values]].filter((part) => part !== null).join(', '),
    noEmbedding: 'keine',
    leftOut: ({ name, why }) => `${name} wird weggelassen: ${flaws[why]}.`,
    columnsAre: ({ categories, numbers: ofNumbers, others }) =>
      [
        categories > 0 && plural(categories, { one: '# Kategorie', other: '# Kategorien' }),
        ofNumbers > 0 && plural(ofNumbers, { one: '# mit Zahlen', other: '# mit Zahlen' }),
        others > 0 && plural(others, { one: '# andere', other: '# andere' }),
      ]
        .filter((part) => part !== false)
        .join(', ') || 'keine',
    column: ({ name, kind, categories }) =>
      categories === null ? `${name}: ${kinds[kind]}` : `${name}: ${numbers.format(categories)} Kategorien`,
    show: 'Spalten zeigen',
    notYet: 'Was in der Datei ist, steht hier, sobald Annotate eingerichtet ist; das geschieht beim ersten Teilen.',
    writtenBefore: 'AnnData vor 0.7',
  },

  needs: {
    title: 'Arbeitsspeicher',
    needs: ({ memory }) => `braucht etwa ${memory}`,
    needsOf: ({ memory, free }) => `braucht etwa ${memory}, frei sind ${free}`,
    atFirst: ({ memory, time }) => `Beim ersten Mal etwa ${memory} für ${time}, bis der Matrixspeicher aufgebaut ist.`,
    disk: ({ disk }) => `Der Matrixspeicher belegt etwa ${disk} auf der Festplatte.`,
    diskOf: ({ disk, free }) => `Der Matrixspeicher belegt etwa ${disk} auf der Festplatte; frei sind ${free}.`,
    time: ({ time }) => `Ansehen kann man ihn etwa ${time} nach dem Teilen.`,
    bar: ({ total, others, own, more }) =>
      `Von ${total}: ${others} belegen andere Programme, ${own} dieser Datensatz, anfangs ${more} mehr`,
  },

  picture: {
    title: 'Bild der Einbettung',
    embedding: 'Einbettung',
    column: 'Farbe nach',
    oneColour: 'nichts',
    drawing: 'Das Bild wird gezeichnet…',
    failed: 'Das Bild konnte nicht gezeichnet werden. Teilen geht trotzdem.',
    says: ({ embedding, cells, column, groups }) => {
      const many = plural(cells, { one: '# Zelle', other: '# Zellen' });
      const grouped = groups === null ? '' : ` in ${plural(groups, { one: '# Gruppe', other: '# Gruppen' })}`;
      const coloured = column === null ? '' : `, gefärbt nach ${column}`;
      return `${embedding} von ${many}${grouped}${coloured}`;
    },
    sample: ({ points }) => `Gezeichnet sind ${numbers.format(points)} der Zellen.`,
    more: ({ count }) => plural(count, { one: 'und # weitere', other: 'und # weitere' }),
    scale: ({ low, high }) => `Von ${low} bis ${high}`,
  },
};
