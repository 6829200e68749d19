/** A stand-in for the service: starts a host, then a spare, prints each one's process id, and waits to be killed. Arguments: Python, program. */
import { SpareHosts } from '../spare-host.ts';
import { hostLog } from './processes.ts';

const [python = '', program = ''] = process.argv.slice(2);
const log = hostLog((pid) => process.stdout.write(`${pid}\n`));
const host = await new SpareHosts({ log, afterMs: 0 }).start({
  python,
  program,
  dataset: '/nowhere/a.h5ad',
  title: 'serves',
  annotationsRoot: '/nowhere',
  log,
});
await host.ended;
