/** Puts the pinned uv of a system where electron-builder takes it from: out of its wheel, by hash. */
import { existsSync } from 'node:fs';
import { copyFile, chmod, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { uvProgram, uvWheels, type UvPlace } from './uv-wheels.ts';

const lock = join(import.meta.dirname, 'uv.lock');

/** @param python any Python with pip; null: the first that answers to its usual name */
export async function fetchUv(place: UvPlace, root: string, python: string | null): Promise<void> {
  const folder = join(root, place);
  const program = join(folder, uvProgram(place));
  const stamp = join(folder, '.lock');
  const wanted = await readFile(lock, 'utf8');
  if (existsSync(program) && existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  const unpacked = await mkdtemp(join(tmpdir(), 'annotate-share-uv-'));
  try {
    await unpack(place, unpacked, python);
    const found = ['bin', 'Scripts'].map((name) => join(unpacked, name, uvProgram(place))).find(existsSync);
    if (found === undefined) throw new Error(`the wheel for ${place} holds no ${uvProgram(place)}`);
    await mkdir(folder, { recursive: true });
    const beside = `${program}.${process.pid}`;
    await copyFile(found, beside);
    await chmod(beside, 0o755);
    await rename(beside, program);
    await writeFile(stamp, wanted);
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

/** By pip, or by a uv that is there already: environments that uv made have no pip. Both check the hash. */
async function unpack(place: UvPlace, folder: string, python: string | null): Promise<void> {
  const wheel = ['--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes', '--target', folder, '-r', lock];
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-compile', '--platform', uvWheels[place]];
  const pythons = python === null ? ['python3', 'python'] : [python, 'python3', 'python'];
  const reasons: string[] = [];
  for (const command of pythons) {
    const result = await execa(command, [...pip, ...wheel], { reject: false, stdin: 'ignore', timeout: 300_000 });
    if (!result.failed) return;
    reasons.push(`${command}: ${result.stderr.trim().split('\n').at(-1) || (result.shortMessage ?? 'failed')}`);
  }
  throw new Error(`uv for ${place} could not be fetched.\n${reasons.join('\n')}`);
}
