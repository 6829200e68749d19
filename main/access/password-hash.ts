/** Hashes and checks passwords with scrypt, never more than two at once, so that guessing cannot take the computer away from its owner. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What sign-in needs of a hasher; tests count its calls. */
export interface Hasher {
  hash(password: string): Promise<string>;
  verify(password: string, stored: string): Promise<boolean>;
}

interface Cost {
  /** N as a power of two. One hash takes `1024 * 2^log2N` bytes of memory for r = 8. */
  readonly log2N: number;
  readonly r: number;
  readonly p: number;
}

const DEFAULT_COST: Cost = { log2N: 15, r: 8, p: 1 };
const AT_ONCE = 2;
const KEY_BYTES = 32;
const phc = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([\w+/-]+)\$([\w+/-]+)$/;

export class PasswordHasher implements Hasher {
  readonly #cost: Cost;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(cost: Cost = DEFAULT_COST) {
    this.#cost = cost;
  }

  /** How many hashes are being computed now. */
  get running(): number {
    return this.#running;
  }

  /** Returns `$scrypt$ln=…,r=…,p=…$salt$key`. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const key = await this.#derive(password, salt, this.#cost);
    const { log2N, r, p } = this.#cost;
    return `$scrypt$ln=${log2N},r=${r},p=${p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
  }

  /** Takes the same time whatever the password is. */
  async verify(password: string, stored: string): Promise<boolean> {
    const [, log2N, r, p, salt, expected] = phc.exec(stored) ?? [];
    if (salt === undefined || expected === undefined) throw new TypeError('not a stored password hash');
    const cost = { log2N: Number(log2N), r: Number(r), p: Number(p) };
    const key = await this.#derive(password, Buffer.from(salt, 'base64url'), cost);
    return timingSafeEqual(key, Buffer.from(expected, 'base64url'));
  }

  async #derive(password: string, salt: Buffer, { log2N, r, p }: Cost): Promise<Buffer> {
    await this.#enter();
    try {
      const N = 2 ** log2N;
      return await new Promise((resolve, reject) => {
        // The default ceiling of 32 MiB is what N = 2^15 needs exactly, and counts as too much.
        const options = { N, r, p, maxmem: 256 * N * r };
        scrypt(password, salt, KEY_BYTES, options, (error, key) => (error === null ? resolve(key) : reject(error)));
      });
    } finally {
      this.#leave();
    }
  }

  async #enter(): Promise<void> {
    if (this.#running < AT_ONCE) {
      this.#running += 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Whoever waits takes over the place: `#running` stays as it is. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#running -= 1;
    else next();
  }
}

/** The one that all sessions share: the bound holds for the whole process. */
export const processHasher = new PasswordHasher();
