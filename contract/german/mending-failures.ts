/** What can go wrong when a copy of a dataset is mended, in German. */
import type { mendingFailures } from '../mending-failures.ts';
import type { InGerman } from './in-german.ts';

export const germanMendingFailures: InGerman<typeof mendingFailures> = {
  'mend-not-possible': {
    message: '{name} lässt sich hier nicht reparieren: {reason}.',
    hint: 'In Python liest scanpy die meisten Dateien und schreibt sie mit adata.write_h5ad("name.h5ad").',
  },
  'mend-failed': {
    message: 'Die Kopie von {name} konnte nicht geschrieben werden.',
    hint: 'Vielleicht sind Teile der Datei beschädigt: Kopieren oder laden Sie sie noch einmal und versuchen Sie es erneut. Von der Kopie blieb nichts zurück.',
  },
  'mend-little-space': {
    message: 'Eine Kopie von {name} braucht etwa {needed}, und auf der Festplatte sind {free} frei.',
    hint: 'Schaffen Sie Platz, oder lassen Sie sie mit annotate-share mend <file> --out <copy> auf ein anderes Laufwerk schreiben. Es wurde nichts geschrieben.',
  },
  'mend-no-space': {
    message: 'Die Festplatte wurde voll, während eine Kopie von {name} geschrieben wurde.',
    hint: 'Schaffen Sie Platz, oder lassen Sie sie mit annotate-share mend <file> --out <copy> auf ein anderes Laufwerk schreiben. Von der Kopie blieb nichts zurück.',
  },
  'mend-nothing': {
    message: 'An {name} gibt es nichts zu reparieren.',
    hint: 'annotate-share check <file> sagt, was daran nicht stimmt. Was sich reparieren lässt, listet annotate-share mend --help auf.',
  },
  'mend-out-exists': {
    message: 'Unter {path} gibt es schon eine Datei.',
    hint: 'Wählen Sie einen anderen Namen für die Kopie: Überschrieben wird nie etwas.',
  },
  'mend-out-unwritable': {
    message: 'Unter {path} kann keine Kopie geschrieben werden: {reason}.',
    hint: 'Geben Sie einen Namen an, der auf .h5ad endet, in einem Ordner, in den Sie schreiben dürfen.',
  },
  'mending-not-found': {
    message: 'Es gibt keine reparierte Kopie {id}.',
    hint: 'annotate-share mend --list zeigt, welche es gibt.',
  },
};
