/** Hides Annotate's controls for making and changing gene sets: no parameter of its `/config` does (seen in 1.3.0). */

export const STYLE_PATH = '/-/annotations-off.css';

/** As the page itself refers to it. */
export const STYLE_REFERENCE = STYLE_PATH.slice(1);

export const annotationsOffStyle = `[data-testid="open-create-geneset-dialog"],
[data-testclass="handleAddNewGeneToGeneset"],
[data-testclass="seeActions"],
[data-testid^="delete-from-geneset"] { display: none !important; }
`;
