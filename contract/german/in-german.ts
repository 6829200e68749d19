/** A catalogue's German side: for each of its codes both sentences, with the same gaps. */
export interface Sentences {
  readonly message: string;
  readonly hint: string;
}

export type InGerman<Catalogue> = Readonly<Record<keyof Catalogue, Sentences>>;
