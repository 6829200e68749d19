/** In which language somebody reads our pages: by what their browser says, and by nothing that we know of them. Pure. */
import Negotiator from 'negotiator';
import { languageFor, type Language } from '../../contract/language.ts';

export function pageLanguage(acceptLanguage: string | undefined): Language {
  if (acceptLanguage === undefined) return 'en';
  return languageFor('system', new Negotiator({ headers: { 'accept-language': acceptLanguage } }).languages());
}
