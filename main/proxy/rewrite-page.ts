/** Fits Annotate's page to one visitor: its content policy, the style that hides what is switched off, no requests for what is not there. Pure. */
import { STYLE_REFERENCE } from './annotations-off-style.ts';
import { EXPRESSION_STYLE_REFERENCE } from './expression-off-style.ts';
import { annotatePagePolicy } from './content-policy.ts';
import type { Abilities } from './route-policy.ts';

export interface FittedPage {
  readonly body: string;
  readonly contentPolicy: string;
}

/** The page names a script that Annotate 1.3.0 does not have; asking for it only puts errors on the console. */
const missingScript = /<script[^>]*\ssrc="obsolete\.js"[^>]*><\/script\s*>/gi;

/** Without it browsers ask the whole server for an icon that it does not have. */
const emptyIcon = '<link rel="icon" href="data:,">';

const inlineScript = /<script(?![^>]*\ssrc\s*=)[^>]*>([\s\S]*?)<\/script\s*>/gi;

/**
 * The page has one inline script, which tells where the API is. It runs by its hash, taken from the page as the host made it: the host
 * puts nothing into it that a dataset or a collaborator chose.
 */
export function rewritePage(page: string, abilities: Abilities): FittedPage {
  const contentPolicy = annotatePagePolicy([...page.matchAll(inlineScript)].map(([, script = '']) => script));
  const styles = [
    ...(abilities.annotations ? [] : [STYLE_REFERENCE]),
    ...(abilities.expression ? [] : [EXPRESSION_STYLE_REFERENCE]),
  ];
  const links = styles.map((style) => `<link rel="stylesheet" href="${style}">`).join('');
  const body = page.replaceAll(missingScript, '').replace('</head>', `${emptyIcon}${links}</head>`);
  return { body, contentPolicy };
}
