/** What the gallery adds to the style of collaborators' pages: a bar, a search box, and cards in as many columns as there is room for. */

export const gallerySheet = `
.bar {
  display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--s2) var(--s4);
  padding: var(--s3) var(--gutter); border-bottom: 1px solid var(--line);
}
.who { display: inline-flex; align-items: center; gap: var(--s4); min-width: 0; overflow-wrap: anywhere; }
.small { font-size: 0.8125rem; line-height: 1.125rem; }
main.shelf { max-width: 77rem; padding: var(--s7) var(--gutter); }
.top { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: var(--s4); }
.top form { flex: 0 1 24rem; flex-direction: row; gap: var(--s2); margin: 0; min-width: 0; }
.top input { flex: 1 1 auto; min-width: 0; }
h2 { margin: var(--s3) 0 0; font-size: 1rem; line-height: 1.375rem; font-weight: 600; overflow-wrap: anywhere; }
.gallery {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: var(--s7) var(--s5);
  list-style: none; margin: var(--s5) 0 0; padding: 0;
}
.gallery a { display: block; color: inherit; text-decoration: none; border-radius: var(--r-control); }
.gallery a:hover h2 { text-decoration: underline; }
.gallery p { margin-top: var(--s1); overflow-wrap: anywhere; }
.frame {
  display: block; aspect-ratio: 4 / 3; border: 1px solid var(--line); border-radius: var(--r-control); overflow: hidden;
  transition: border-color var(--fast) var(--ease);
}
.gallery a:hover .frame { border-color: var(--line-control); }
.frame img { display: block; width: 100%; height: 100%; object-fit: contain; }
`;
