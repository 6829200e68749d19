/** Names in the forms of our own pages, known to the pages and to whoever reads what they send. */

/** The hidden field with which a form shows that it came from this browser's own page. */
export const TOKEN_FIELD_NAME = 'token';
/** Which browsers the sign-out page's button is about. */
export const WHERE_FIELD_NAME = 'where';
export const EVERYWHERE = 'everywhere';
