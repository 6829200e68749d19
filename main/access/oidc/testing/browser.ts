/** Somebody's browser in tests: keeps cookies as browsers do (by host and path, not by port) and follows redirects one by one. */

interface Kept {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

export interface Shown {
  readonly status: number;
  readonly url: URL;
  readonly body: string;
  readonly headers: Headers;
  /** Each address on the way here, the first one asked for among them. */
  readonly hops: readonly URL[];
}

export interface Opening {
  /** Called with each address before it is asked for; what it returns is asked for instead, null stops there. */
  readonly before?: (url: URL) => URL | null;
  readonly form?: Readonly<Record<string, string>>;
}

export class Browser {
  #kept: readonly Kept[] = [];

  /** What another browser, or somebody who copied it, would hold. */
  copy(): Browser {
    const other = new Browser();
    other.#kept = this.#kept;
    return other;
  }

  async open(address: string | URL, { before = (url) => url, form }: Opening = {}): Promise<Shown> {
    const hops: URL[] = [];
    let next = new URL(address);
    for (let steps = 0; steps < 20; steps += 1) {
      hops.push(next);
      const url = before(next);
      if (url === null) return { status: 0, url: next, body: '', headers: new Headers(), hops };
      const response = await this.#ask(url, steps === 0 ? form : undefined);
      const location = response.headers.get('location');
      const body = await response.text();
      if (location === null) return { status: response.status, url, body, headers: response.headers, hops };
      next = new URL(location, url);
    }
    throw new Error(`${String(address)} leads round and round`);
  }

  async #ask(url: URL, form: Opening['form']): Promise<Response> {
    const cookie = this.#kept
      .filter(({ host, path }) => host === url.hostname && covers(path, url.pathname))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { accept: 'text/html', 'user-agent': 'Firefox/130 (Linux)', ...(cookie === '' ? {} : { cookie }) },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line, url);
    return response;
  }

  #keep(line: string, { hostname: host }: URL): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', ...rest] = pair.split('=');
    const attribute = (wanted: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
    const path = attribute('path') ?? '/';
    const ends = attribute('expires');
    this.#kept = this.#kept.filter((one) => one.host !== host || one.path !== path || one.name !== name);
    if (ends === undefined || new Date(ends).getTime() > Date.now())
      this.#kept = [...this.#kept, { host, path, name, value: rest.join('=') }];
  }
}

function covers(path: string, asked: string): boolean {
  return asked === path || asked.startsWith(path.endsWith('/') ? path : `${path}/`);
}
