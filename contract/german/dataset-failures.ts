/** What can be wrong with a dataset, in German. */
import type { datasetFailures } from '../dataset-failures.ts';
import type { InGerman } from './in-german.ts';

export const germanDatasetFailures: InGerman<typeof datasetFailures> = {
  'dataset-not-found': {
    message: 'Unter {path} gibt es keine Datei.',
    hint: 'Prüfen Sie die Schreibweise, und ob das Laufwerk angeschlossen ist. Eine verschobene Datei lässt sich neu wählen.',
  },
  'dataset-is-folder': {
    message: '{path} ist ein Ordner, keine .h5ad-Datei.',
    hint: 'Wählen Sie eine .h5ad-Datei darin.',
  },
  'dataset-wrong-kind': {
    message: '{name} ist keine AnnData-Datei: {kind}.',
    hint: 'Annotate öffnet .h5ad-Dateien. In Python liest scanpy die meisten Formate und schreibt sie mit adata.write_h5ad("name.h5ad").',
  },
  'dataset-truncated': {
    message: '{name} ist abgeschnitten: Die Datei müsste {expected} Bytes lang sein und hat {actual}.',
    hint: 'Das Herunterladen oder Kopieren wurde nicht fertig. Kopieren oder laden Sie die Datei noch einmal.',
  },
  'dataset-unreadable': {
    message: '{name} konnte nicht gelesen werden: {reason}.',
    hint: 'Prüfen Sie, ob Sie die Datei öffnen dürfen und ob kein anderes Programm sie zum Schreiben offen hält.',
  },
  'dataset-damaged': {
    message: '{name} sieht wie eine .h5ad-Datei aus, aber Teile davon lassen sich nicht lesen.',
    hint: 'Kopieren oder laden Sie die Datei noch einmal. Hat ein neueres anndata sie geschrieben, schreiben Sie sie mit anndata 0.11 oder 0.12 neu.',
  },
  'dataset-no-embedding': {
    message: '{name} hat keine Einbettung, also gibt es nichts zu zeichnen.',
    hint: 'Berechnen und speichern Sie eine, etwa mit scanpy: sc.tl.umap(adata), dann adata.write_h5ad("name.h5ad").',
  },
  'dataset-duplicate-cells': {
    message: 'Einige Zellen in {name} haben denselben Namen: {example}.',
    hint: 'Machen Sie die Namen mit adata.obs_names_make_unique() eindeutig und speichern Sie die Datei unter neuem Namen.',
  },
  'dataset-duplicate-genes': {
    message: 'Einige Gene in {name} haben denselben Namen: {example}.',
    hint: 'Machen Sie die Namen mit adata.var_names_make_unique() eindeutig und speichern Sie die Datei unter neuem Namen.',
  },
  'dataset-empty': {
    message: '{name} hat {cells} Zellen und {genes} Gene.',
    hint: 'Annotate braucht von beidem mindestens eines. Prüfen Sie, wie die Datei gefiltert wurde.',
  },
  'dataset-no-usable-embedding': {
    message: '{name} hat keine Einbettung, die Annotate zeichnen kann ({embeddings}).',
    hint: 'Eine Einbettung braucht eine endliche Position in zwei Dimensionen und einen Namen, der mit X_ beginnt. Berechnen Sie sie neu, etwa mit scanpy: sc.tl.umap(adata), dann adata.write_h5ad("name.h5ad").',
  },
  'dataset-newer': {
    message:
      '{name} wurde von einem neueren Programm oder von Hand geschrieben: {part} ist als {how} gespeichert, was Annotate nicht lesen kann.',
    hint: 'Schreiben Sie die Datei mit anndata 0.11 oder 0.12 neu, oder lassen Sie das von ihrer Quelle tun.',
  },
  'dataset-compressed-otherwise': {
    message: '{part} in {name} ist mit {how} gepackt, was hier nicht entpackt werden kann.',
    hint: 'Schreiben Sie die Datei in dem Python, in dem sie entstand, neu: adata.write_h5ad("name.h5ad", compression="gzip").',
  },
  'dataset-matrix-refused': {
    message: 'Die Matrix X von {name} kann nicht gezeigt werden: {reason}.',
    hint: 'In Python: adata.X = adata.X.astype("float32"), danach adata.write_h5ad("name.h5ad").',
  },
  'dataset-duplicate-columns': {
    message: 'Zwei Spalten von {name} haben denselben Namen: {column}.',
    hint: 'Benennen Sie eine um oder löschen Sie sie, und speichern Sie die Datei unter neuem Namen.',
  },
  'dataset-column-refused': {
    message: 'Annotate kann die Spalte {column} von {name} nicht zeigen: {reason}.',
    hint: 'Löschen Sie die Spalte, oder machen Sie mit astype(str) Text daraus, und speichern Sie die Datei unter neuem Namen.',
  },
  'dataset-table-among-embeddings': {
    message: '{name} hat unter den Einbettungen eine Tabelle ({table}), die Annotate nicht öffnen kann.',
    hint: 'In Python: del adata.obsm["{table}"], danach adata.write_h5ad("name.h5ad").',
  },
  'dataset-many-categories': {
    message: '{name} hat Spalten mit sehr vielen Kategorien: {columns}.',
    hint: 'Mit mehreren hundert Kategorien ist Annotate langsam, und bei mehr als 1.000 listet es keine auf. Löschen Sie solche Spalten, wenn niemand sie braucht.',
  },
  'dataset-cells-without-place': {
    message: '{cells} Zellen von {name} haben keine Position in {embeddings}.',
    hint: 'Dort werden sie nicht gezeichnet. Alles andere geht.',
  },
  'dataset-embedding-left-out': {
    message: 'Annotate lässt Einbettungen von {name} weg: {embeddings}.',
    hint: 'Die anderen werden gezeigt.',
  },
  'dataset-raw-counts': {
    message: 'Die Werte von {name} sehen nach rohen Zählwerten aus.',
    hint: 'Farben und differentielle Expression sagen mit Log-Werten mehr. Mit scanpy: sc.pp.normalize_total(adata), dann sc.pp.log1p(adata).',
  },
  'dataset-needs-memory': {
    message: '{name} braucht beim Öffnen etwa {needed} Arbeitsspeicher; frei sind {free}.',
    hint: 'Schließen Sie zuerst andere Programme, oder beenden Sie eine andere Sitzung. Ist der Matrixspeicher aufgebaut, braucht es etwa {later}.',
  },
  'dataset-source-refused': {
    message: '{source} kann nicht als Adresse eines Datensatzes verwendet werden: {reason}.',
    hint: 'Geben Sie die Adresse einer Datei an, etwa https://lab.example/lung.h5ad oder s3://bucket/lung.h5ad, ohne Benutzername und Passwort.',
  },
  'download-denied': {
    message: '{name} ist von {host} nicht zu bekommen: {reason}.',
    hint: 'Prüfen Sie die Adresse, und ob sie sich in einem Browser ohne Anmeldung öffnet. Bei S3 sagen --s3-profile, --s3-region, --s3-endpoint und --s3-anonymous, wie gefragt wird.',
  },
  'download-failed': {
    message: '{name} konnte nicht von {host} heruntergeladen werden: {reason}.',
    hint: 'Prüfen Sie die Verbindung und teilen Sie den Datensatz noch einmal: Was angekommen ist, bleibt, und es geht dort weiter.',
  },
  'download-damaged': {
    message: '{name} ist nicht so angekommen, wie {host} es hat: Die Prüfsumme ist eine andere.',
    hint: 'Teilen Sie den Datensatz noch einmal, um ihn neu herunterzuladen. Hilft das nicht, ist die Kopie auf dem Server beschädigt.',
  },
  'download-no-space': {
    message: 'Zum Herunterladen von {name} ist zu wenig Platz auf der Festplatte: {needed} nötig, {free} frei.',
    hint: 'Schaffen Sie Platz, oder wählen Sie mit --home oder ANNOTATE_SHARE_HOME einen anderen Ort.',
  },
  'download-over-limit': {
    message: '{name} ({needed}) passt nicht in die Grenze für Heruntergeladenes; sie ist {limit}.',
    hint: 'Erhöhen Sie sie mit --download-limit, oder beenden Sie andere Sitzungen, deren Datensätze auch heruntergeladen sind.',
  },
  'dataset-source-unsupported': {
    message: '{source} lässt sich von hier aus nicht öffnen.',
    hint: 'Laden Sie die Datei zuerst herunter, und teilen Sie dann die Kopie auf diesem Computer.',
  },
};
