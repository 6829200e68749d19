/** Builds the S3 server of the tests, unless it is there, and prints where: for tests that are run without `scripts/test.ts`. */
import { findPython } from '../main/annotate/find-python.ts';
import { isMissing } from './testing/had.ts';
import { ensureS3Server } from './testing/s3-server.ts';

const had = await ensureS3Server(async () => (await findPython(process.env)).python?.path ?? null);
if (isMissing(had)) {
  console.error(had.missing);
  process.exitCode = 1;
} else console.log(had.value.program);
