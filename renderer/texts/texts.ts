/** The language the page speaks. A second one is an object of type `Texts`: the compiler asks for every sentence. */
import { en } from './en.ts';
import { makeFormat } from './format.ts';

export type Texts = typeof en;

export const texts: Texts = en;
export const format = makeFormat(texts.locale);
