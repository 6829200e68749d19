/** A small file with a secret in it: readable by its owner alone, written whole or not at all. */
import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** Null when it is not there or not what it should be: it is then made anew. */
export function readKept<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

export function keep(file: string, value: unknown): void {
  renameSync(writtenBeside(file, JSON.stringify(value)), file);
}

/** Like {@link keep}, but the first of two programs that share a home wins. False for the other one, which should read it. */
export function keepFirst(file: string, value: unknown): boolean {
  const beside = writtenBeside(file, JSON.stringify(value));
  try {
    linkSync(beside, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(beside, { force: true });
  }
}

export function keepText(file: string, text: string): void {
  renameSync(writtenBeside(file, text), file);
}

function writtenBeside(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const beside = `${file}.${randomBytes(6).toString('hex')}`;
  writeFileSync(beside, text, { mode: 0o600, flag: 'wx', flush: true });
  return beside;
}
