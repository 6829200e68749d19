/** What can go wrong when a copy of a dataset is mended. Part of the one catalogue in `errors.ts`. */

export const mendingFailures = {
  'mend-not-possible': {
    message: '{name} cannot be mended here: {reason}.',
    hint: 'In Python, scanpy reads most files and writes them with adata.write_h5ad("name.h5ad").',
  },
  'mend-failed': {
    message: 'The copy of {name} could not be written.',
    hint: 'Parts of the file may be damaged: copy or download it again, then try once more. Nothing of the copy was kept.',
  },
  'mend-little-space': {
    message: 'A copy of {name} needs about {needed}, and the disk has {free} free.',
    hint: 'Free some space, or have it written to another drive with annotate-share mend <file> --out <copy>. Nothing was written.',
  },
  'mend-no-space': {
    message: 'The disk became full while a copy of {name} was written.',
    hint: 'Free some space, or have it written to another drive with annotate-share mend <file> --out <copy>. Nothing of the copy was kept.',
  },
  'mend-nothing': {
    message: 'There is nothing to mend in {name}.',
    hint: 'annotate-share check <file> tells what is wrong with it. What can be mended is listed by annotate-share mend --help.',
  },
  'mend-out-exists': {
    message: 'There is a file at {path} already.',
    hint: 'Choose another name for the copy: nothing is ever overwritten.',
  },
  'mend-out-unwritable': {
    message: 'No copy can be written to {path}: {reason}.',
    hint: 'Give a name that ends in .h5ad, in a folder that you may write to.',
  },
  'mending-not-found': {
    message: 'There is no mended copy {id}.',
    hint: 'annotate-share mend --list shows those that there are.',
  },
} as const;
