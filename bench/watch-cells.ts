import type { Page } from "@playwright/test";

/** A cell of the overview as it was painted: its key, its health, and when, by the machine's clock. */
export type Painted = { key: string; health: string; at: number };

/**
 * Begins to note every cell that changes; the time is that of the frame which shows the change. No function in it has a
 * name: tsx would mark it with a helper that the page does not have.
 */
export async function watchCells(page: Page): Promise<() => Promise<Painted[]>> {
  await page.evaluate(() => {
    const painted: { key: string; health: string; at: number }[] = [];
    Object.assign(window, { benchPainted: painted });
    const table = document.querySelector("table");
    if (!table) throw new Error("The overview shows no table.");
    new MutationObserver((records) => {
      const cells = new Set<Element>();
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const cell = element?.closest("[data-cell]");
        if (cell) cells.add(cell);
      }
      const seen = [...cells].map((cell) => ({
        key: cell.getAttribute("data-cell") ?? "",
        health: cell.querySelector("span[title]")?.getAttribute("title")?.split(",")[0] ?? "",
      }));
      requestAnimationFrame(() => {
        const at = Date.now();
        painted.push(...seen.map((cell) => ({ ...cell, at })));
      });
    }).observe(table, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  return () => page.evaluate(() => (window as unknown as { benchPainted: Painted[] }).benchPainted);
}

/** The fleet's cells on the screen, each with its health now. */
export async function cellsOnScreen(page: Page): Promise<Map<string, string>> {
  const cells = await page.$$eval('[data-cell^="fleet-"]', (found) =>
    found.map((cell): [string, string] => [
      cell.getAttribute("data-cell") ?? "",
      cell.querySelector("span[title]")?.getAttribute("title")?.split(",")[0] ?? "",
    ]),
  );
  return new Map(cells);
}
