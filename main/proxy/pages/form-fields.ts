/** Names in the forms of our own pages, known to the pages and to whoever reads what they send. */

/** The hidden field with which a form shows that it came from this browser's own page. */
export const TOKEN_FIELD_NAME = 'token';
/** Which browsers the sign-out page's button is about. */
export const WHERE_FIELD_NAME = 'where';
export const EVERYWHERE = 'everywhere';
/** The hash of the terms that are agreed to; programs send it under the same name. */
export const ACCEPT_FIELD_NAME = 'accept';
