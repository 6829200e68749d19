/** Hides Annotate's side of genes and gene sets where no expression values are shown: no parameter of its `/config` does (seen in 1.3.0). */

export const EXPRESSION_STYLE_PATH = '/-/expression-off.css';

/** As the page itself refers to it. */
export const EXPRESSION_STYLE_REFERENCE = EXPRESSION_STYLE_PATH.slice(1);

/** The right side has nothing else: it stays empty, so that the graph keeps its place. */
export const expressionOffStyle = `[style*="/ right-sidebar-start"] > * { display: none !important; }
`;
