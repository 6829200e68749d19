/** The German sentences for what goes wrong, and for files that Annotate does not open. */
import type { ErrorCode } from '../../contract/errors.ts';
import type { ForeignKind } from '../dataset/dropped-files.ts';
import type { Blame } from '../session/blame.ts';
import type { enTrouble } from './en-trouble.ts';

const titles: Partial<Record<ErrorCode, string>> = {
  'dataset-not-found': 'Diese Datei ist nicht da',
  'dataset-is-folder': 'Das ist ein Ordner, keine Datei',
  'dataset-wrong-kind': 'Das ist keine .h5ad-Datei',
  'dataset-truncated': 'Diese Datei ist abgeschnitten',
  'dataset-unreadable': 'Diese Datei konnte nicht gelesen werden',
  'dataset-damaged': 'Teile dieser Datei lassen sich nicht lesen',
  'dataset-no-embedding': 'Diese Datei hat keine Einbettung, also gibt es nichts zu zeichnen',
  'dataset-duplicate-cells': 'Einige Zellen haben denselben Namen',
  'dataset-duplicate-genes': 'Einige Gene haben denselben Namen',
  'dataset-empty': 'In dieser Datei gibt es nichts zu sehen',
  'dataset-no-usable-embedding': 'Diese Datei hat keine Einbettung, die sich zeichnen lässt',
  'dataset-newer': 'Diese Datei ist so gespeichert, dass Annotate sie nicht lesen kann',
  'dataset-compressed-otherwise': 'Diese Datei ist so gepackt, dass sie hier nicht entpackt werden kann',
  'dataset-matrix-refused': 'Die Matrix dieser Datei kann nicht gezeigt werden',
  'dataset-table-among-embeddings': 'Annotate kann diese Datei nicht öffnen',
  'dataset-duplicate-columns': 'Zwei Spalten haben denselben Namen',
  'dataset-column-refused': 'Eine Spalte dieser Datei kann nicht gezeigt werden',
  'dataset-source-unsupported': 'Das lässt sich von hier aus nicht öffnen',
  'dataset-source-refused': 'Diese Adresse kann nicht verwendet werden',
  'download-denied': 'Der Datensatz wird nicht herausgegeben',
  'download-failed': 'Der Datensatz wurde nicht heruntergeladen',
  'download-damaged': 'Der Datensatz ist beschädigt angekommen',
  'download-no-space': 'Für das Herunterladen ist zu wenig Platz auf der Festplatte',
  'download-over-limit': 'Der Datensatz ist größer, als heruntergeladen werden darf',
  'python-missing': 'Annotate braucht Python, und es gibt keines',
  'environment-no-network': 'Annotate konnte nicht heruntergeladen werden',
  'environment-no-space': 'Für Annotate ist zu wenig Platz auf der Festplatte',
  'environment-self-test-failed': 'Annotate wurde eingerichtet, funktioniert aber nicht',
  'host-start-timeout': 'Annotate wurde nicht rechtzeitig bereit',
  'host-crashed': 'Annotate ist immer wieder abgestürzt',
  'already-shared': 'Dieser Datensatz wird schon geteilt',
  internal: 'In Annotate Share ist etwas schiefgegangen',
};

const titlesByBlame: Record<Blame, string> = {
  dataset: 'Diese Datei kann nicht geteilt werden',
  environment: 'Annotate konnte nicht eingerichtet werden',
  host: 'Annotate konnte diesen Datensatz nicht öffnen',
  other: 'Das ging nicht',
};

export const deTrouble: typeof enTrouble = {
  foreign: {
    several:
      'Es wurden mehrere Dateien abgelegt. Eine Sitzung teilt einen Datensatz: Legen Sie eine einzelne .h5ad-Datei ab.',
    kind: ({ name, of }) => {
      const sentences: Record<ForeignKind, string> = {
        seurat: `${name} ist eine R-Datei, wie Seurat sie schreibt. In R macht das Paket zellkonverter oder sceasy daraus eine .h5ad-Datei.`,
        loom: `${name} ist eine Loom-Datei. In Python öffnet sie scanpy.read_loom, und adata.write_h5ad schreibt sie als .h5ad.`,
        table: `${name} ist eine Tabelle. In Python liest scanpy Tabellen und schreibt sie zusammen mit einer Einbettung als .h5ad.`,
        tenx: `${name} sieht wie eine Matrix von Cell Ranger aus. In Python öffnet sie scanpy.read_10x_h5; bevor sie als .h5ad geschrieben wird, braucht sie eine Einbettung.`,
        zarr: `${name} ist ein Zarr-Speicher. In Python öffnet ihn anndata.read_zarr, und adata.write_h5ad schreibt ihn als .h5ad.`,
        archive: `${name} ist gepackt. Entpacken Sie die Datei zuerst und legen Sie dann die .h5ad-Datei daraus ab.`,
        raw: `${name} enthält Sequenzier-Reads. Annotate zeigt Zellen, die gezählt und eingebettet sind: Es öffnet .h5ad-Dateien.`,
        unknown: `${name} ist keine .h5ad-Datei. Annotate öffnet AnnData-Dateien, deren Namen auf .h5ad enden.`,
      };
      return sentences[of];
    },
  },

  trouble: {
    happened: 'Was passiert ist',
    means: 'Was das bedeutet',
    todo: 'Was Sie tun können',
    code: 'Code',
    details: 'Einzelheiten zeigen',
    report: 'Für einen Fehlerbericht kopieren',
    reportCopied: 'Bericht kopiert',
    reportText: ({ version, code, message, detail }) => `Annotate Share ${version}\n${code}\n${message}\n${detail}`,
    datasetMeans: ({ title }) => `${title} wird nicht geteilt. Die Datei wurde nur gelesen; nichts wurde verändert.`,
    environmentMeans: ({ title }) =>
      `${title} wurde nicht geöffnet. Ihre Datei und Ihr eigenes Python blieben unberührt.`,
    crashedMeans: ({ title }) =>
      `${title} wird nicht mehr geteilt, und die Verbindungen sind getrennt. Was andere gespeichert haben, ist sicher.`,
    alreadyMeans: 'Seine bisherige Sitzung läuft weiter wie zuvor.',
    otherMeans: ({ title }) => `${title} wird nicht geteilt. Nichts wurde geändert.`,
    title: ({ code, blame }) => titles[code] ?? titlesByBlame[blame],
  },
};
