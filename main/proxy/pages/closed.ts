/** Why a session cannot be looked at for now. */
import type { DoorState } from '../ports.ts';

export type Closed = Exclude<DoorState['kind'], 'open' | 'asleep'> | 'opening';
