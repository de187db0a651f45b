/** The page that is shown for the one that was asked for: a list that became shorter shows its last. */
export function pageOf(asked: number, total: number, rows: number): { page: number; pages: number; offset: number } {
  const pages = Math.max(1, Math.ceil(total / rows));
  const page = Math.min(Math.max(1, asked), pages);
  return { page, pages, offset: (page - 1) * rows };
}
