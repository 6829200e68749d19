/** A stand-in for the service: makes an environment and prints a JSON line for each thing it hears. Arguments: root, cache, resources. */
import { pino } from 'pino';
import { toFailure } from '../../../contract/errors.ts';
import { ManagedEnvironment } from '../environment.ts';

const [root = '', cache = '', resources = ''] = process.argv.slice(2);
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
try {
  const environment = new ManagedEnvironment({ root, cache, resources, log: pino({ level: 'silent' }) });
  say({ ready: await environment.ensure((progress) => say({ progress })) });
} catch (error) {
  say({ failure: toFailure(error) });
}
