/** The options of `share` that say what people have to accept before they look. */
import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { dataUseSchema, LONGEST_TERMS, type DataUse } from '../../contract/data-use.ts';
import { ShareError } from '../../contract/errors.ts';

export interface TermsOptions {
  /** A file of markdown. */
  readonly terms?: string;
  readonly termsTitle?: string;
  readonly contact?: string;
}

const USUAL_TITLE = 'Before you look';

export function withTermsOptions(command: Command): Command {
  return command
    .option('--terms <file>', 'what people have to accept before they see the dataset (markdown)')
    .option('--terms-title <text>', `the heading above it (default: ${USUAL_TITLE})`)
    .option('--contact <text>', 'whom to write to, shown with the terms');
}

/**
 * Undefined: as the last time this dataset was shared.
 *
 * @throws ShareError `terms-unusable`, `usage`
 */
export async function termsWish({ terms: path, termsTitle, contact }: TermsOptions): Promise<DataUse | undefined> {
  if (path === undefined) {
    const useless = termsTitle === undefined ? contact && '--contact' : '--terms-title';
    if (useless) throw new ShareError('usage', { reason: `${useless} needs --terms: the file with what to accept.` });
    return undefined;
  }
  const terms = await readFile(path, 'utf8').catch((error: unknown) => {
    throw unusable(path, error instanceof Error ? error.message : String(error));
  });
  const dataUse = dataUseSchema.safeParse({ title: termsTitle ?? USUAL_TITLE, contact: contact ?? '', terms });
  if (dataUse.success) return dataUse.data;
  const isEmpty = terms.trim() === '';
  throw unusable(
    path,
    isEmpty ? 'the file is empty' : `they, or their heading, are too long (${LONGEST_TERMS} at most)`,
  );
}

function unusable(path: string, reason: string): ShareError {
  return new ShareError('terms-unusable', { path, reason });
}
