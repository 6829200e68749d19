/** The options of `mend`: which fixes, and where the copy goes. */
import type { Command } from 'commander';

export interface MendOptions {
  readonly all?: boolean;
  readonly convert?: boolean;
  readonly makeNamesUnique?: boolean;
  readonly convertMatrix?: boolean;
  readonly dropBroken?: boolean;
  readonly dropColumns?: readonly string[];
  readonly computeEmbedding?: boolean;
  readonly out?: string;
  readonly list?: boolean;
  readonly remove?: string;
  readonly home?: string;
  readonly json?: boolean;
}

export function withMendOptions(command: Command): Command {
  return command
    .option('--all', 'everything that check offers, until the copy can be shared')
    .option('--convert', 'make an .h5ad file out of one of another kind')
    .option('--make-names-unique', 'give cells and genes that are named alike -1, -2 and so on')
    .option('--convert-matrix', 'write the matrix as 32 bit numbers')
    .option('--drop-broken', 'leave out columns and parts that Annotate cannot read')
    .option('--drop-columns <names>', 'also leave out these columns of the cells (comma-separated)', names)
    .option('--compute-embedding', 'compute a UMAP; installs scanpy, about 200 MB, the first time')
    .option('--out <file>', 'where the copy goes (default: the app’s own folder, where --list shows it)')
    .option('--list', 'show the copies that there are')
    .option('--remove <id>', 'remove one of them');
}

function names(value: string): string[] {
  return value.split(',').filter((name) => name !== '');
}
