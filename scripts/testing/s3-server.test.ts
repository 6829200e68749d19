import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { ensureS3Server, isNewEnough } from './s3-server.ts';

const noPython = () => Promise.resolve(null);

test.each([
  ['go version go1.25.0 linux/amd64', true],
  ['go version go1.26.8 linux/amd64', true],
  ['go version go2.0 linux/amd64', true],
  ['go version go1.24.11 linux/amd64', false],
  ['go version go1.9 linux/amd64', false],
  ['go version devel +abc', false],
  ['', false],
])('%s: %s', (output, isEnough) => {
  expect(isNewEnough(output)).toBe(isEnough);
});

describe('the server', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'annotate-share-s3-need-'));
    vi.stubEnv('ANNOTATE_SHARE_TEST_CACHE', join(folder, 'cache'));
    vi.stubEnv('ANNOTATE_SHARE_S3_SERVER', undefined);
    vi.stubEnv('PATH', `${folder}:/usr/bin:/bin`);
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      await rm(folder, { recursive: true, force: true });
    });
  });

  /** A Go of the machine that notes what it is asked. */
  async function goThat(does: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    const script = `#!/bin/sh\nif [ "$1" = version ]; then echo "go version go1.99.0 linux/amd64"; exit; fi\n${does}\n`;
    await writeFile(join(folder, 'go'), script);
    await chmod(join(folder, 'go'), 0o755);
  }

  test('is built once, at a set version, and kept', async () => {
    await goThat(`echo "$@" >> "${folder}/asked"; mkdir -p "$GOPATH"; echo built > "$GOBIN/versitygw"`);
    const found = await ensureS3Server(noPython);
    const program = join(folder, 'cache', 'tools', 'versitygw-1.8.0', 'versitygw');
    expect(found).toEqual({ value: { program } });
    expect(await readFile(program, 'utf8')).toBe('built\n');
    expect(await ensureS3Server(noPython)).toEqual(found);
    const asked = (await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(/versitygw@v1\.8\.0$/);
  });

  test('a network that fails is asked again; one that never answers is told', async () => {
    await goThat(`echo . >> "${folder}/asked"; echo no such host; exit 1`);
    const missing = expect.stringMatching(/could not be built by .*: no such host$/) as string;
    expect(await ensureS3Server(noPython)).toEqual({ missing });
    expect((await readFile(join(folder, 'asked'), 'utf8')).trim().split('\n')).toHaveLength(3);
  });

  test('one that is named is used; one that is named and not there is not replaced in silence', async () => {
    vi.stubEnv('ANNOTATE_SHARE_S3_SERVER', process.execPath);
    expect(await ensureS3Server(noPython)).toEqual({ value: { program: process.execPath } });
    vi.stubEnv('ANNOTATE_SHARE_S3_SERVER', join(folder, 'none'));
    expect(await ensureS3Server(noPython)).toEqual({
      missing: expect.stringContaining('which is not there') as string,
    });
  });
});
