/** zod tries to compile its checks with `new Function`, which the page's CSP forbids: told so before the contract is loaded. */
import { config } from 'zod';

config({ jitless: true });
