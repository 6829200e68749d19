/** A password as dots in its own rhythm, so that nothing moves when it is shown. */
export function masked(password: string): string {
  return password.replace(/[^-]/g, '•');
}
