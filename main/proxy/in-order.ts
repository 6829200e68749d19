/** Runs passes one after another as a single handler of Express, whose router would match paths anew for each of them. */
import type { NextFunction, RequestHandler } from 'express';

/** What a pass throws, rejects with or hands to `next` ends the request's way, and goes to Express's handler of errors. */
export function inOrder(passes: readonly RequestHandler[]): RequestHandler {
  return (request, response, done) => {
    let at = 0;
    const next: NextFunction = (error?: unknown) => {
      const pass = passes[at];
      at += 1;
      if (error !== undefined || pass === undefined) {
        done(error);
        return;
      }
      try {
        const running: unknown = pass(request, response, next);
        if (running instanceof Promise) running.catch(done);
      } catch (thrown) {
        done(thrown);
      }
    };
    next();
  };
}
