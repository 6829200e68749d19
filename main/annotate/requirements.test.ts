import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { inBatches, readRequirements } from './requirements.ts';

const lock = `# made by a tool
anndata==0.12.19 \\
    --hash=sha256:aa \\
    --hash=sha256:bb
    # via cellxgene
scipy==1.17.1 ; python_full_version < '3.12' \\
    --hash=sha256:cc
    # via
    #   anndata
scipy==1.18.1 ; python_full_version >= '3.12' \\
    --hash=sha256:dd
`;

describe('readRequirements', () => {
  test('cuts at the margin and keeps markers and hashes', () => {
    expect(readRequirements(lock)).toEqual([
      { name: 'anndata', text: 'anndata==0.12.19 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n' },
      { name: 'scipy', text: "scipy==1.17.1 ; python_full_version < '3.12' \\\n    --hash=sha256:cc\n" },
      { name: 'scipy', text: "scipy==1.18.1 ; python_full_version >= '3.12' \\\n    --hash=sha256:dd\n" },
    ]);
  });

  test('a file with Windows line ends is the same file', () => {
    expect(readRequirements(lock.replaceAll('\n', '\r\n'))).toEqual(readRequirements(lock));
  });

  test('our own lock file pins every requirement with a hash', () => {
    const ours = new URL('../../resources/annotate-host/requirements.lock', import.meta.url);
    const requirements = readRequirements(readFileSync(ours, 'utf8'));
    expect(requirements.length).toBeGreaterThan(50);
    for (const { text } of requirements)
      expect(text).toMatch(/^[a-z0-9.-]+==\S+ .*\\\n( {4}--hash=sha256:[0-9a-f]{64}( \\)?\n)+$/);
    expect(requirements.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['cellxgene', 'waitress', 'setuptools']),
    );
  });
});

describe('inBatches', () => {
  test.each([
    [0, []],
    [1, [1]],
    [6, [6]],
    [13, [6, 6, 1]],
  ])('%i requirements → batches of %j', (count, sizes) => {
    const all = Array.from({ length: count }, (_, index) => ({ name: `p${index}`, text: '' }));
    const batches = inBatches(all);
    expect(batches.map((batch) => batch.length)).toEqual(sizes);
    expect(batches.flat()).toEqual(all);
  });
});
