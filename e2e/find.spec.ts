import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const palette = (page: Page) => page.getByRole("dialog", { name: "Find anything" });
const option = (page: Page, name: string | RegExp) => palette(page).getByRole("option", { name });

/** The page listens to keys once it is alive. */
async function isAlive(page: Page) {
  await expect(page.getByRole("banner").getByRole("status")).toHaveText("Live", { timeout: 30_000 });
}

/** Opens it by keys, and waits for its field. */
async function open(page: Page) {
  await isAlive(page);
  await page.keyboard.press("ControlOrMeta+k");
  await expect(palette(page).getByRole("combobox")).toBeFocused();
}

test.describe("finding", () => {
  test("goes to a service in an environment by keys alone, and gives the focus back", async ({
    page,
    signIn,
    isSound,
  }) => {
    await signIn("Vera Lindt");
    await isAlive(page);
    await page.getByLabel("Find a service").focus();
    await open(page);
    await page.keyboard.press("Escape");
    await expect(palette(page)).toBeHidden();
    await expect(page.getByLabel("Find a service")).toBeFocused();
    await open(page);
    await page.keyboard.type("linq-web staging");
    await expect(option(page, /linq-web .* in staging-env-1/)).toHaveAttribute("aria-selected", "true");
    await isSound();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/environments\/staging-env-1#linq-web$/);
    await open(page);
    await expect(option(page, /linq-web in staging-env-1/), "where one was stands first").toBeVisible();
    await page.keyboard.type("production-env-1"); // and Enter at once: what is meant is still to be found
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/environments\/production-env-1$/);
  });

  test("finds environments, applications, resources and commits, and moves through them by arrows", async ({
    page,
    signIn,
  }) => {
    await signIn("Sam Roth");
    await open(page);
    await page.keyboard.type("production");
    await expect(option(page, /^production-env-1/).first()).toHaveAttribute("aria-selected", "true");
    await expect(option(page, /production-env-1-linq-platform/).first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await expect(option(page, /^production-env-1/).first()).toHaveAttribute("aria-selected", "false");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("deployment linq-scheduler dev");
    await expect(option(page, /linq-scheduler Deployment of dev-env-1-linq-platform/)).toBeVisible();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("reagent expires");
    await expect(option(page, /Warn before a reagent expires/)).toBeVisible();
  });

  test("opens in a new tab with Ctrl or ⌘", async ({ page, context, signIn }) => {
    await signIn("Sam Roth");
    await open(page);
    await page.keyboard.type("dev-env-1");
    await expect(option(page, /^dev-env-1/).first()).toHaveAttribute("aria-selected", "true");
    const [tab] = await Promise.all([context.waitForEvent("page"), page.keyboard.press("ControlOrMeta+Enter")]);
    await expect(tab).toHaveURL(/\/environments\/dev-env-1$/);
    await expect(palette(page)).toBeVisible();
  });

  test("goes to a part of an environment, and says plainly what is not there", async ({ page, signIn, isSound }) => {
    await signIn("Quinn Vale");
    await open(page);
    await page.keyboard.type("no such thing");
    await expect(palette(page).getByRole("status")).toContainText("Nothing is called “no such thing”");
    await isSound();
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("history of production");
    await option(page, "History of production-env-1").click();
    await expect(page).toHaveURL(/\/environments\/production-env-1\/history$/);
  });

  test("says that it does not work when it does not, and works again", async ({ page, signIn }) => {
    await signIn("Quinn Vale");
    await page.route("**/api/find*", (route) => route.fulfill({ status: 503, json: { message: "Away." } }));
    await open(page);
    await page.keyboard.type("linq-web");
    await expect(palette(page).getByRole("alert")).toContainText("Finding does not work just now. Away.");
    await page.unroute("**/api/find*");
    await palette(page).getByRole("button", { name: "Try again" }).click();
    await expect(option(page, /linq-web/).first()).toBeVisible();
  });

  test("never lets a late answer stand where a newer belongs", async ({ page, signIn }) => {
    await signIn("Quinn Vale");
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route(/\/api\/find\?q=linq-sch$/, async (route) => {
      await held;
      await route.continue();
    });
    await open(page);
    const asked = page.waitForRequest(/q=linq-sch$/);
    await page.keyboard.type("linq-sch");
    await asked;
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("linq-web");
    await expect(option(page, /linq-web/).first()).toBeVisible();
    const late = page.waitForResponse(/q=linq-sch$/);
    answer();
    await late;
    await expect(option(page, /linq-web/).first()).toBeVisible();
    await expect(option(page, /linq-scheduler/)).toHaveCount(0);
  });

  test("is there for a thumb", async ({ page, signIn, isSound }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn("Dana Ito");
    await isAlive(page);
    await page.getByRole("button", { name: "Find anything" }).click();
    await palette(page).getByRole("combobox").fill("home");
    await isSound();
    await option(page, /^Home/).click();
    await expect(page).toHaveURL(/\/home$/);
  });
});

test.describe("keys", () => {
  test("go from page to page, and ? shows them all", async ({ page, signIn, isSound }) => {
    await signIn("Dana Ito");
    await isAlive(page);
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await expect(page).toHaveURL(/\/home$/);
    await isAlive(page);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Go to Overview");
    await isSound();
    await page.keyboard.press("Escape");
    await page.keyboard.press("g");
    await page.keyboard.press("o");
    await expect(page).toHaveURL(/\/$/);
  });

  test("do nothing while one types", async ({ page, signIn }) => {
    await signIn("Dana Ito");
    await isAlive(page);
    await page.getByLabel("Find a service").fill("");
    await page.getByLabel("Find a service").pressSequentially("gh?");
    await expect(page.getByLabel("Find a service")).toHaveValue("gh?");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});

test("a favourite stands first where one finds and on one's home, in every browser", async ({
  page,
  browser,
  addresses,
  signIn,
}) => {
  await signIn("Noor Haddad");
  await page.getByRole("row", { name: /^linq-inventory/ }).hover();
  const star = page.getByRole("button", { name: "Favourite: linq-inventory" });
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "true");
  const context = await browser.newContext({ baseURL: addresses.web });
  const other = await context.newPage();
  await signIn("Noor Haddad", other);
  await open(other);
  await expect(option(other, /linq-inventory/)).toHaveAttribute("aria-selected", "true");
  await other.goto("/home");
  await expect(other.getByRole("navigation", { name: "Favourites" })).toContainText("linq-inventory");
  await context.close();
  await star.click();
  await expect(star).toHaveAttribute("aria-pressed", "false");
});
