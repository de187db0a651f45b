import AxeBuilder from "@axe-core/playwright";
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { type Faults, faultsOf } from "./faults";
import { cloneOf, type GitClone } from "./git-clone";
import { type Addresses, addressesIn } from "./product";

type Fixtures = {
  /** Where the running product's parts answer, and their processes. */
  addresses: Addresses;
  /** Signs in as one of the demo's people, by name, and waits for the overview. */
  signIn(name: string, page?: Page): Promise<void>;
  gitops: GitClone;
  faults: Faults;
  /** The cell of a service in an environment. */
  cell(environment: string, service: string, on?: Page): Locator;
  /** Waits until the page's mark says this word: Live, Offline, Argo CD away… */
  mark(word: string, options?: { on?: Page; timeout?: number }): Promise<void>;
  /** Nothing is wider than the screen. */
  fits(on?: Page): Promise<void>;
  /** axe finds nothing, and nothing is wider than the screen. */
  isSound(on?: Page): Promise<void>;
};

export const test = base.extend<Fixtures>({
  addresses: async ({ browserName: _ }, use) => use(addressesIn(dataDir())),
  baseURL: async ({ addresses }, use) => use(addresses.web),
  signIn: async ({ page, addresses }, use) =>
    use(async (name, other = page) => {
      await other.goto(new URL("/sign-in", addresses.web).toString());
      await other.getByRole("button", { name }).click();
      await other.waitForURL((url) => url.pathname === "/");
    }),
  gitops: async ({ addresses }, use) => {
    const clone = await cloneOf(addresses.cloneUrl);
    await use(clone);
    clone.remove();
  },
  faults: async ({ browserName: _ }, use) => {
    const faults = faultsOf(dataDir());
    await use(faults);
    await faults.end();
  },
  cell: async ({ page }, use) =>
    use((environment, service, on = page) => on.locator(`[data-cell="${environment}/${service}"]`)),
  mark: async ({ page }, use) =>
    use(async (word, { on = page, timeout = 30_000 } = {}) => {
      const mark = on.getByRole("banner").getByRole("status");
      await expect(mark).toHaveText(word, { timeout });
    }),
  fits: async ({ page }, use) =>
    use(async (on = page) => {
      const { wide, screen } = await on.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        screen: document.documentElement.clientWidth,
      }));
      expect(wide).toBeLessThanOrEqual(screen);
    }),
  isSound: async ({ page, fits }, use) =>
    use(async (on = page) => {
      const { violations } = await new AxeBuilder({ page: on }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`)).toEqual([]);
      await fits(on);
    }),
});

function dataDir(): string {
  const dir = process.env.SLIPWAY_E2E_DATA;
  if (!dir) throw new Error("SLIPWAY_E2E_DATA is not set: the global set-up starts the product and sets it.");
  return dir;
}

export { expect } from "@playwright/test";
