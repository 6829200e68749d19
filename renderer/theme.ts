/** Light or dark. Kept in a cookie: the page's port differs at each start, and unlike storage a cookie is not bound to it. */

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export function themeIn(cookies: string): Theme {
  const value = /(?:^|;\s*)annotate-share-theme=(\w+)/.exec(cookies)?.[1];
  return themes.find((theme) => theme === value) ?? 'system';
}

export function applyTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export function keepTheme(theme: Theme): void {
  document.cookie = `annotate-share-theme=${theme}; path=/; max-age=31536000; SameSite=Strict`;
  applyTheme(theme);
}
