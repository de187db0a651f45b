import { test as base, type Page } from "@playwright/test";
import { cloneOf, type GitClone } from "./git-clone";
import { type Addresses, addressesIn } from "./product";

type Fixtures = {
  /** Where the running product's parts answer, and their processes. */
  addresses: Addresses;
  /** Signs in as one of the demo's people, by name, and waits for the overview. */
  signIn(name: string, page?: Page): Promise<void>;
  gitops: GitClone;
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
});

function dataDir(): string {
  const dir = process.env.SLIPWAY_E2E_DATA;
  if (!dir) throw new Error("SLIPWAY_E2E_DATA is not set: the global set-up starts the product and sets it.");
  return dir;
}

export { expect } from "@playwright/test";
