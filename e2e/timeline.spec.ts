import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const rows = (page: Page) => page.getByRole("region", { name: "What happened, newest first" }).getByRole("article");

/** The row in the middle of the screen: what somebody reads. */
async function inView(page: Page): Promise<{ words: string; top: number }> {
  const words = await page.evaluate(() => document.elementFromPoint(600, 500)?.closest("li")?.textContent ?? "");
  return { words, top: await topOf(page, words) };
}

function topOf(page: Page, words: string): Promise<number> {
  return page.evaluate(
    (text) =>
      [...document.querySelectorAll("li")].find((row) => row.textContent === text)?.getBoundingClientRect().top ?? -1,
    words,
  );
}

test.describe("the timeline", () => {
  test("a push comes in by itself at the top, and waits behind a button while somebody reads below", async ({
    page,
    signIn,
    gitops,
  }) => {
    test.setTimeout(120_000);
    await signIn("Dana Ito");
    await page.getByRole("link", { name: "Timeline" }).click();
    await expect(rows(page).first()).toBeVisible();
    const first = await gitops.pushTag("dev-env-1", "linq-web", "4.30.0", { message: "Show plates by colour" });
    await expect(page.getByText(`committed ${first.slice(0, 7)}, Show plates by colour`)).toBeVisible({
      timeout: 40_000,
    });
    const deployed = rows(page).filter({
      hasText: `deployed ${first.slice(0, 7)}, Show plates by colour, to dev-env-1`,
    });
    await expect(deployed).toContainText(/linq-web .+ → 4\.30\.0/, { timeout: 40_000 });

    await page.mouse.move(600, 500);
    await page.mouse.wheel(0, 1_500);
    await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(600);
    const read = await inView(page);
    const second = await gitops.pushTag("dev-env-1", "linq-web", "4.31.0", { message: "Show plates by size" });
    const waiting = page.getByRole("button", { name: /^\d+ new$/ });
    await expect(waiting).toBeVisible({ timeout: 40_000 });
    await expect(page.getByText(`committed ${second.slice(0, 7)}`)).toBeHidden();
    expect(Math.abs((await topOf(page, read.words)) - read.top)).toBeLessThan(2);
    await waiting.click();
    await expect(page.getByText(`committed ${second.slice(0, 7)}, Show plates by size`)).toBeVisible();
    expect(await page.evaluate(() => window.scrollY)).toBeLessThan(120);
  });

  test("what is asked for stands in the address, survives a reload, and can be taken back", async ({
    page,
    signIn,
  }) => {
    await signIn("Sam Roth");
    await page.goto("/timeline");
    await page.getByRole("button", { name: "Deployments" }).click();
    await expect(page).toHaveURL(/kind=deployments/);
    await page.getByLabel("Environment").selectOption("staging-env-1");
    await expect(page).toHaveURL(/env=staging-env-1/);
    await page.getByLabel("Find in what happened").fill("scheduler");
    await expect(page).toHaveURL(/q=scheduler/);
    await page.reload();
    await expect(page.getByRole("button", { name: "Deployments" })).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByLabel("Environment")).toHaveValue("staging-env-1");
    await expect(page.getByLabel("Find in what happened")).toHaveValue("scheduler");
    await expect(rows(page).first()).toContainText("to staging-env-1");
    expect(await rows(page).filter({ hasNotText: "staging-env-1" }).count()).toBe(0);
    await page.getByLabel("Find in what happened").fill("nothing like this");
    await expect(page.getByText("Nothing that is kept fits these filters.")).toBeVisible();
    await page.getByRole("link", { name: "Show everything" }).first().click();
    await expect(page).toHaveURL(/\/timeline$/);
    await expect(rows(page).filter({ hasText: "committed" }).first()).toBeVisible();
  });

  test("the keyboard opens a deployment's steps and leads to its environment", async ({ page, signIn }) => {
    await signIn("Sam Roth");
    await page.goto("/timeline?kind=deployments&env=dev-env-1");
    const steps = rows(page)
      .filter({ hasText: /\d+ steps/ })
      .first();
    const summary = steps.locator("summary");
    await summary.focus();
    await page.keyboard.press("Enter");
    await expect(steps.getByText(/runs .+/).first()).toBeVisible();
    await steps.getByRole("link").first().focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/environments\/dev-env-1\/history/);
  });

  for (const path of ["/timeline", "/timeline?q=nothing+like+this", "/environments/staging-env-1/events"])
    for (const colorScheme of ["light", "dark"] as const)
      test(`is sound in ${colorScheme}, wide and on a phone: ${path}`, async ({ page, signIn, isSound }) => {
        test.setTimeout(120_000);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await signIn("Vera Lindt");
        for (const width of [1280, 360]) {
          await page.setViewportSize({ width, height: 800 });
          await page.goto(path);
          await expect(page.getByText(/UTC|Nothing that is kept|Kubernetes forgets/).last()).toBeVisible();
          await isSound();
        }
      });
});

test.describe("an environment's events", () => {
  test("a crash is told by Kubernetes and by Slipway, side by side", async ({ page, signIn, gitops }) => {
    test.setTimeout(180_000);
    await signIn("Sam Roth");
    await page.goto("/environments/staging-env-1/events");
    await gitops.pushTag("staging-env-1", "linq-inventory", "0.17.0-crash");
    const part = page.getByRole("main").getByRole("listitem");
    await expect(
      part
        .filter({ hasText: "Slipway" })
        .filter({ hasText: "linq-inventory 0.17.0-crash in staging-env-1: crash loop" }),
    ).toBeVisible({ timeout: 60_000 });
    await expect(part.filter({ hasText: "Kubernetes" }).filter({ hasText: "BackOff" }).first()).toBeVisible({
      timeout: 60_000,
    });
    await page.getByRole("button", { name: "Only warnings" }).click();
    await expect(page).toHaveURL(/only=warnings/);
    await expect(part.filter({ hasText: "Scheduled" })).toHaveCount(0);
    await expect(part.filter({ hasText: "BackOff" }).first()).toBeVisible();
    await page.getByLabel("Find in the events").fill("crash loop");
    await expect(page).toHaveURL(/q=crash/);
    await expect(part.filter({ hasText: "BackOff" })).toHaveCount(0);
    await gitops.pushTag("staging-env-1", "linq-inventory", "0.17.1");
    await expect(page.getByLabel("Failing pods")).toBeHidden({ timeout: 60_000 });
  });

  test("what Slipway saw stays while Argo CD is away", async ({ page, signIn, faults }) => {
    test.setTimeout(120_000);
    await signIn("Sam Roth");
    await page.goto("/environments/dev-env-1/events");
    await expect(page.getByText(/deployed .+ to dev-env-1/).first()).toBeVisible();
    await faults.argocd("away", { seconds: 60 });
    await page.reload();
    await expect(page.getByRole("alert").filter({ hasText: "Argo CD does not answer" })).toBeVisible({
      timeout: 40_000,
    });
    await expect(page.getByText(/deployed .+ to dev-env-1/).first()).toBeVisible();
  });
});
