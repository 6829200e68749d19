/** The German sentences for mending a copy. */
import { inGerman } from '../../contract/german/translate.ts';
import { assertNever } from '../../contract/assert-never.ts';
import type { Deed, Fix, MendingStep } from '../../contract/mendings.ts';
import { list, numbers, plural } from './de-locale.ts';
import type { enMending } from './en-mending.ts';

const offers: Record<Fix, string> = {
  convert: 'Daraus eine .h5ad-Datei machen',
  'make-names-unique': 'Namen in einer Kopie eindeutig machen',
  'convert-matrix': 'Eine Kopie mit 32-Bit-Zahlen schreiben',
  'drop-broken': 'In einer Kopie weglassen, was Annotate nicht lesen kann',
  'compute-embedding': 'In einer Kopie eine Einbettung berechnen',
};

const steps: Record<MendingStep, string> = {
  waiting: 'Eine andere Kopie ist noch an der Reihe',
  'setting-up': 'Annotate wird eingerichtet',
  'setting-up-embeddings': 'scanpy wird für Einbettungen eingerichtet, etwa 200 MB, nur dieses eine Mal',
  reading: 'Die Datei wird gelesen',
  copying: 'Wird kopiert',
  converting: 'Wird umgewandelt',
  normalising: 'Wird normalisiert',
  'choosing-genes': 'Gene werden ausgewählt',
  components: 'Hauptkomponenten werden berechnet',
  neighbours: 'Nachbarn werden gesucht',
  layout: 'Zellen werden angeordnet (UMAP)',
  placing: 'Die übrigen Zellen werden eingeordnet',
  checking: 'Die Kopie wird geprüft',
};

const sources = {
  '10x-h5': 'einer .h5-Datei von Cell Ranger',
  mtx: 'einem matrix.mtx-Ordner',
  loom: 'einer Loom-Datei',
};

const cellsCounted = (count: number) => plural(count, { one: '# Zelle', other: '# Zellen' });
const genesCounted = (count: number) => plural(count, { one: '# Gen', other: '# Gene' });

function did(deed: Deed): string {
  switch (deed.fix) {
    case 'convert': {
      const others = plural(deed.left_out, {
        one: ', ohne # Merkmal, das kein Gen ist',
        other: ', ohne # Merkmale, die keine Gene sind',
      });
      return `Entstanden aus ${sources[deed.from]}${deed.left_out === 0 ? '' : others}.`;
    }
    case 'make-names-unique':
      if (deed.cells + deed.genes === 0) return 'Alle Namen waren schon eindeutig.';
      return `Neue Namen für ${renamed(deed)}, die wie andere hießen.`;
    case 'convert-matrix':
      return `Die Matrix ist jetzt vom Typ ${deed.to}; vorher war sie ${deed.from}.`;
    case 'drop-broken': {
      const twice = deed.named_twice.map((column) => `die zweite ${column.replace('/', ' ')}`);
      return `Weggelassen: ${list.format([...deed.parts.map((part) => part.replace('/', ' ')), ...twice])}.`;
    }
    case 'compute-embedding':
      return embedded(deed);
    default:
      return assertNever(deed);
  }
}

function renamed({ cells, genes }: Extract<Deed, { fix: 'make-names-unique' }>): string {
  const told = [...(cells === 0 ? [] : [cellsCounted(cells)]), ...(genes === 0 ? [] : [genesCounted(genes)])];
  return told.join(' und ');
}

function embedded(deed: Extract<Deed, { fix: 'compute-embedding' }>): string {
  if (deed.method === 'pca')
    return 'Eine Einbettung aus den ersten beiden Hauptkomponenten: Für UMAP sind es zu wenige Zellen.';
  const values = deed.normalised ? 'aus normalisierten Log-Werten' : 'aus den Werten, wie sie sind';
  const components = plural(deed.components, { one: '# Hauptkomponente', other: '# Hauptkomponenten' });
  const rest =
    deed.fitted === deed.cells
      ? ''
      : ` Angeordnet wurden ${numbers.format(deed.fitted)} von ${cellsCounted(deed.cells)}; jede andere kam dorthin, wo die ihr ähnlichsten sind.`;
  return `Eine UMAP-Einbettung mit ${components}, ${values} und ${plural(deed.genes, { one: '# Gen', other: '# Genen' })}.${rest}`;
}

export const deMending: typeof enMending = {
  mending: {
    offer: (fix) => offers[fix],
    offerAll: ({ count }) => (count === 2 ? 'Beides in einer Kopie' : `Alle ${count} in einer Kopie`),
    untouched: 'Die Datei selbst bleibt, wie sie ist.',
    installs: 'Für eine Einbettung braucht es scanpy, etwa 200 MB, das einmal heruntergeladen wird.',
    step: ({ step, detail }) => (detail === null ? steps[step] : `${steps[step]}: ${inGerman(detail)}`),
    secondsLeft: ({ time }) => `noch etwa ${time}`,
    progress: 'Fortschritt der Kopie',
    cancel: 'Abbrechen',
    done: 'Die Kopie ist fertig.',
    did,
    share: 'Kopie teilen',
    shareLabel: ({ name }) => `Kopie teilen: ${name}`,
    look: 'Kopie ansehen',
    failed: 'Die Kopie konnte nicht erstellt werden.',
    prepared: 'Reparierte Kopien',
    preparedFrom: ({ source }) => `Aus ${source}. Sie liegt auf diesem Computer, bis Sie sie entfernen.`,
    remove: ({ name }) => `Entfernen… ${name}`,
    removeShort: 'Entfernen…',
    removeTitle: ({ name }) => `${name} entfernen?`,
    removeText:
      'Die Kopie wird von der Festplatte gelöscht, nicht in den Papierkorb gelegt. Die Datei, aus der sie entstand, bleibt, wie sie ist, ebenso die Annotationen.',
    removeConfirm: 'Kopie entfernen',
    removeKeep: 'Behalten',
    reveal: ({ name }) => `Im Ordner zeigen: ${name}`,
    revealShort: 'Im Ordner zeigen',
    notRemoved: ({ reason }) => `Nicht entfernt. ${reason}`,
  },
};
