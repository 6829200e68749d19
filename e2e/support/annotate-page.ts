/** What a person does on the page of the real Annotate client, through the marks its own tests use (`data-testid`). */
import { expect, type Locator, type Page } from '@playwright/test';
import { countColours, type Colours } from './picture.ts';

/** Annotate answers within seconds with the datasets of these tests; a slow machine gets a multiple of that. */
const patience = { timeout: 60_000 };

export class AnnotatePage {
  readonly diffexpButton: Locator;
  readonly newCategoryButton: Locator;
  readonly newGeneSetButton: Locator;
  /** "All saved" and the like. It is only there when something could be saved at all. */
  readonly saveStatus: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.diffexpButton = page.getByTestId('diffexp-button');
    this.newCategoryButton = page.getByTestId('open-annotation-dialog');
    this.newGeneSetButton = page.getByTestId('open-create-geneset-dialog');
    this.saveStatus = page.locator('#autosave');
  }

  /** Waits until the client has drawn the graph and says how many cells it shows. */
  async expectCells(cells: number): Promise<void> {
    const all = `${cells} out of ${cells} cells`;
    await expect(this.#page.getByTestId('layout-choice')).toContainText(all, patience);
    await expect.poll(async () => (await this.coloursDrawn()).all, patience).toBeGreaterThan(1);
  }

  async selectedCells(): Promise<number> {
    const text = await this.#page.getByTestId('layout-choice').innerText();
    const count = /(\d+) out of/.exec(text)?.[1];
    if (count === undefined) throw new Error(`no count of cells in "${text}"`);
    return Number(count);
  }

  /** The colours that the graph shows. */
  async coloursDrawn(): Promise<Colours> {
    return countColours(await this.#page.getByTestId('layout-graph').screenshot());
  }

  async colourBy(name: string): Promise<void> {
    await this.#page.getByTestId(`colorby-${name}`).click();
    // The swatches beside the values are drawn once the colours are there.
    await this.expand(name);
    const swatch = this.#page.getByTestId(`category-${name}`).locator('svg[style*="background-color: rgb("]');
    await expect(swatch.first()).toBeVisible(patience);
  }

  async expand(category: string): Promise<void> {
    const expander = this.#page.getByTestId(`${category}:category-expand`);
    await expect(expander).toBeVisible(patience);
    if (await expander.locator('[data-testclass="category-expand-is-not-expanded"]').count()) await expander.click();
    await expect(expander.locator('[data-testclass="category-expand-is-expanded"]')).toBeVisible(patience);
  }

  category(name: string): Locator {
    return this.#page.getByTestId(`${name}:category-label`);
  }

  /** The number beside a label: how many cells carry it. */
  labelCount(category: string, label: string): Locator {
    return this.#page.getByTestId(`categorical-value-count-${category}-${label}`);
  }

  /** Finds a gene by typing its name as people do, and waits for its histogram. */
  async addGene(gene: string): Promise<void> {
    const search = this.#page.getByTestId('gene-search');
    const suggestion = this.#page.getByTestId(`suggest-menu-item-${gene}`);
    // The client suggests nothing for what was typed before it knew the dataset's genes, and says nowhere when it does.
    await expect(async () => {
      await search.click();
      await search.clear();
      await search.pressSequentially(gene, { delay: 20 });
      await expect(suggestion).toBeVisible({ timeout: 2_000 });
    }).toPass(patience);
    await suggestion.click();
    await expect(this.#page.getByTestId(`histogram-${gene}`)).toBeVisible(patience);
  }

  /** Selects exactly the cells that carry these labels of a category. */
  async select(category: string, labels: readonly string[]): Promise<void> {
    await this.expand(category);
    const all = this.#page.getByTestId(`${category}:category-select`);
    await all.check({ force: true });
    await all.uncheck({ force: true });
    for (const label of labels) {
      await this.#page.getByTestId(`categorical-value-select-${category}-${label}`).check({ force: true });
    }
  }

  /** Ends a selection made by {@link select}. */
  async selectAll(category: string): Promise<void> {
    await this.#page.getByTestId(`${category}:category-select`).check({ force: true });
  }

  /** Draws a lasso around a part of the graph, given in shares of its width and height. */
  async lasso(
    from: { readonly x: number; readonly y: number },
    to: { readonly x: number; readonly y: number },
  ): Promise<void> {
    const box = await this.#page.getByTestId('layout-graph').boundingBox();
    if (box === null) throw new Error('the graph is not on the page');
    const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const;
    const { mouse } = this.#page;
    await mouse.move(...at(from.x, from.y));
    await mouse.down();
    await mouse.move(...at(to.x, from.y), { steps: 4 });
    await mouse.move(...at(to.x, to.y), { steps: 4 });
    await mouse.move(...at(from.x, to.y), { steps: 4 });
    await mouse.move(...at(from.x, from.y), { steps: 4 });
    await mouse.up();
    await expect(this.#page.getByTestId('lasso-element')).toBeVisible(patience);
  }

  /** Remembers the selection as one of the two sets to compare and returns its size. */
  async keepAsSet(set: 1 | 2): Promise<number> {
    await this.#page.getByTestId(`cellset-button-${set}`).click();
    const count = this.#page.getByTestId(`cellset-count-${set}`);
    await expect(count).not.toHaveText('0', patience);
    return Number(await count.innerText());
  }

  /** Compares the two kept sets and returns the genes of the first one's list, best first. */
  async runDifferentialExpression(): Promise<readonly string[]> {
    await expect(this.diffexpButton).toBeEnabled(patience);
    await this.diffexpButton.click();
    const list = this.#page.locator('[data-testclass="pop-1-geneset-expand"]').last();
    await expect(list).toBeVisible(patience);
    await list.click();
    // Two lists and a gene that was searched for may show the same gene: only this list's own rows count.
    const rows = list.locator('xpath=../..').locator('[data-testid$=":gene-label"]');
    await expect(rows.first()).toBeVisible(patience);
    const marks = await Promise.all((await rows.all()).map((row) => row.getAttribute('data-testid')));
    return marks.map((mark) => (mark ?? '').replace(/:gene-label$/, ''));
  }

  async createCategory(name: string): Promise<void> {
    await this.newCategoryButton.click();
    const field = this.#page.getByTestId('new-category-name');
    await field.fill(name);
    await expect(field).toHaveValue(name);
    await this.#page.getByTestId('submit-category').click();
    await expect(this.category(name)).toBeVisible(patience);
  }

  async createLabel(category: string, label: string): Promise<void> {
    await this.#page.getByTestId(`${category}:add-new-label-to-category`).click();
    const field = this.#page.getByTestId(`${category}:new-label-name`);
    await field.fill(label);
    await expect(field).toHaveValue(label);
    await this.#page.getByTestId(`${category}:submit-label`).click();
    await expect(field).toBeHidden(patience);
    await this.expand(category);
    await expect(this.labelCount(category, label)).toBeVisible(patience);
  }

  /** Gives the selected cells a label. */
  async labelSelection(category: string, label: string): Promise<void> {
    await this.expand(category);
    await this.#page.getByTestId(`${category}:${label}:see-actions`).hover();
    await this.#page.getByTestId(`${category}:${label}:add-current-selection-to-this-label`).click();
  }

  async createGeneSet(name: string, genes: readonly string[]): Promise<void> {
    await this.newGeneSetButton.click();
    await this.#page.getByTestId('create-geneset-input').fill(name);
    await this.#page.getByTestId('add-genes').fill(genes.join(','));
    await this.#page.getByTestId('submit-geneset').click();
    await expect(this.geneSet(name)).toBeVisible(patience);
  }

  geneSet(name: string): Locator {
    return this.#page.getByTestId(`${name}:geneset-name`);
  }

  /** Waits until the client says that everything is saved. */
  async expectSaved(): Promise<void> {
    await expect(this.#page.locator('#autosave[data-testclass="autosave-complete"]')).toHaveText(/All saved/, patience);
  }
}
