/** Addresses of datasets that lie elsewhere, told from paths and shown without what opens them to others. */

export function isAddress(source: string): boolean {
  return /^(?:https?|s3):\/\//i.test(source);
}

export function isInS3(source: string): boolean {
  return /^s3:/i.test(source);
}

/** What follows `?` may be a signature. In S3 it is part of the name. */
export function shownAddress(source: string): string {
  return isInS3(source) ? source : source.replace(/[?#].*$/s, '');
}
