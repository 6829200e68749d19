/** Why a dataset has no matrix store, in words for its owner. Pure. */
import { describeFailure, type Failure } from '../../contract/errors.ts';
import type { HostLife } from './host-life.ts';

export function storeFailureOf(store: HostLife['store'], fileName: string): Failure | null {
  return store.name === 'none' && store.failure !== null ? describeFailure(store.failure, { name: fileName }) : null;
}
