/** A stand-in for the service: starts a host, prints its process id, and waits to be killed. Arguments: Python, program. */
import { pino } from 'pino';
import { startHost } from '../host-process.ts';

const [python = '', program = ''] = process.argv.slice(2);
const host = await startHost({
  python,
  program,
  dataset: '/nowhere/a.h5ad',
  title: 'serves',
  annotationsRoot: '/nowhere',
  log: pino({ level: 'silent' }),
});
process.stdout.write(`${host.pid}\n`);
await host.ended;
