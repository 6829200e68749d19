/** Types of the two files of localtunnel 2.0.2 that are used; `@types/localtunnel` describes only its entry point. */

declare module 'localtunnel/lib/TunnelCluster.js' {
  import type { EventEmitter } from 'node:events';

  interface Options {
    readonly remote_host: string;
    readonly remote_port: number;
    readonly local_host: string;
    readonly local_port: number;
  }

  class TunnelCluster extends EventEmitter {
    constructor(options: Options);
    /** Connects to the relay once more. `open` hands over the connection; a refused one is an `error`; others fail without a word. */
    open(): void;
  }
  export = TunnelCluster;
}

declare module 'localtunnel/lib/HeaderHostTransformer.js' {
  import type { Transform } from 'node:stream';

  class HeaderHostTransformer extends Transform {}
  export = HeaderHostTransformer;
}
