/** Looks at a file before anything is started and answers with what is wrong with it, never by throwing. */
import { basename } from 'node:path';
import type { Check } from '../../contract/control.ts';
import { toFailure } from '../../contract/errors.ts';
import { checkFile } from '../datasets/check-file.ts';

export async function checkDataset(source: string): Promise<Check> {
  try {
    const { path, fileName, sizeBytes } = await checkFile(source);
    return { ok: true, path, fileName, sizeBytes, problems: [] };
  } catch (error) {
    const { detail: _detail, ...failure } = toFailure(error);
    return {
      ok: false,
      path: source,
      fileName: basename(source),
      sizeBytes: null,
      problems: [{ ...failure, severity: 'error' }],
    };
  }
}
