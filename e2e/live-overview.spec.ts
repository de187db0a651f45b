import AxeBuilder from "@axe-core/playwright";
import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";

const cell = (environment: string, service: string) => `[data-cell="${environment}/${service}"]`;

test.describe("the live overview", () => {
  test("a push moves dev on the screen, without touching the page", async ({ page, signIn, gitops }) => {
    await signIn("Dana Ito");
    const web = page.locator(cell("dev-env-1", "linq-web"));
    await expect(web).not.toContainText("4.13.0");
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
    const sha = await gitops.pushTag("dev-env-1", "linq-web", "4.13.0");
    await expect(web).toContainText("4.13.0");
    await expect(web).toContainText("Healthy", { timeout: 40_000 });
    await expect(page.getByRole("columnheader", { name: /dev-env-1/ })).toContainText(sha.slice(0, 7));
  });

  test("a crash names the pod's version and what still serves, long before Degraded, and heals", async ({
    page,
    signIn,
    gitops,
    isSound,
  }) => {
    test.setTimeout(180_000);
    await signIn("Sam Roth");
    const scheduler = page.locator(cell("staging-env-1", "linq-scheduler"));
    await gitops.pushTag("staging-env-1", "linq-scheduler", "3.3.0-crash");
    await expect(scheduler).toContainText("Crash loop", { timeout: 40_000 });
    await expect(scheduler).toContainText("3.2.0 still serves");
    await expect(page.getByLabel("Needs attention")).toContainText("linq-scheduler 3.3.0-crash: crash loop");
    await isSound();
    await page.getByRole("link", { name: "staging-env-1" }).click();
    await expect(page.getByLabel("Failing pods")).toContainText("linq-scheduler 3.3.0-crash: crash loop");
    await isSound();
    await gitops.pushTag("staging-env-1", "linq-scheduler", "3.3.1");
    await expect(page.getByLabel("Failing pods")).toBeHidden({ timeout: 60_000 });
    await expect(page.getByRole("row", { name: /linq-scheduler/ })).toContainText("Healthy", { timeout: 60_000 });
  });

  test("two browsers at once see the same", async ({ page, browser, signIn, gitops, addresses }) => {
    const context = await browser.newContext({ baseURL: addresses.web });
    const other = await context.newPage();
    await signIn("Dana Ito");
    await signIn("Vera Lindt", other);
    await gitops.pushTag("dev-env-1", "linq-inventory", "0.16.0");
    for (const one of [page, other])
      await expect(one.locator(cell("dev-env-1", "linq-inventory"))).toContainText("0.16.0", { timeout: 30_000 });
    await context.close();
  });

  test("tabs of one browser share one connection, and the second takes over", async ({
    page,
    context,
    signIn,
    gitops,
  }) => {
    await signIn("Dana Ito");
    const second = await context.newPage();
    await second.goto("/");
    await expect(second.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
    await page.close();
    await gitops.pushTag("dev-env-1", "linq-data-gateway", "5.1.0");
    await expect(second.locator(cell("dev-env-1", "linq-data-gateway"))).toContainText("5.1.0", { timeout: 30_000 });
  });

  test("the worker killed in the middle loses nothing", async ({ page, signIn, gitops, addresses }) => {
    await signIn("Dana Ito");
    process.kill(addresses.pids.worker ?? 0, "SIGKILL");
    await gitops.pushTag("dev-env-1", "linq-workcell-manager", "1.10.0");
    const manager = page.locator(cell("dev-env-1", "linq-workcell-manager"));
    await expect(manager).toContainText("1.10.0", { timeout: 40_000 });
    await expect(manager).toContainText("Healthy", { timeout: 40_000 });
  });
});

test.describe("finding and reading", () => {
  test("the filter stands in the address and survives a reload", async ({ page, signIn }) => {
    await signIn("Quinn Vale");
    await page.getByLabel("Find a service").fill("sched");
    await expect(page).toHaveURL(/q=sched/);
    await expect(page.getByRole("row", { name: /^linq-scheduler/ })).toBeVisible();
    await expect(page.getByRole("row", { name: /^linq-web/ })).toBeHidden();
    await page.reload();
    await expect(page.getByLabel("Find a service")).toHaveValue("sched");
    await expect(page.getByRole("row", { name: /^linq-web/ })).toBeHidden();
    await page.getByLabel("Find a service").fill("nothing like this");
    await expect(page.getByText("No service matches.")).toBeVisible();
  });

  test("an environment's history says what changed, who, and how it ended", async ({ page, signIn, gitops }) => {
    await signIn("Vera Lindt");
    await gitops.pushTag("dev-env-1", "linq-orchestrator", "2.6.0");
    await page.goto("/environments/dev-env-1/history");
    await expect(page.getByText("linq-orchestrator 2.5.0 → 2.6.0")).toBeVisible({ timeout: 40_000 });
    await expect(page.getByRole("row", { name: /linq-orchestrator 2.5.0/ })).toContainText("deployed", {
      timeout: 40_000,
    });
    for (const tab of ["Resources", "Applications", "Policy"]) {
      await page.getByRole("link", { name: tab, exact: true }).click();
      await expect(page.getByRole("link", { name: tab, exact: true })).toHaveAttribute("aria-current", "page");
    }
    await expect(page.getByText("As the policy declares")).toBeVisible();
  });

  test("an environment that does not exist is a plain page, not an error", async ({ page, signIn }) => {
    await signIn("Vera Lindt");
    await page.goto("/environments/nowhere");
    await expect(page.getByText("There is no such page.")).toBeVisible();
  });
});

test.describe("nobody gets in by default", () => {
  test("signed out: pages lead to sign-in, routes refuse", async ({ page, request }) => {
    await page.goto("/environments/dev-env-1");
    await expect(page).toHaveURL(/\/sign-in/);
    for (const path of ["/api/overview", "/api/environments/dev-env-1", "/api/events"])
      expect((await request.get(path)).status(), path).toBe(401);
  });

  test("a forged session and an unsigned webhook are refused", async ({ request }) => {
    const forged = { cookie: "next-auth.session-token=eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.BBBB.CCCC" };
    expect((await request.get("/api/overview", { headers: forged })).status()).toBe(401);
    const pushed = await request.post("/api/webhooks/github", {
      data: { ref: "refs/heads/main" },
      headers: { "x-github-event": "push" },
    });
    expect(pushed.status()).toBe(401);
  });

  test("signing out ends the session", async ({ page, signIn, request }) => {
    await signIn("Ada Brandt");
    await page.goto("/sign-out");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    expect((await request.get("/api/overview")).status()).toBe(401);
  });
});

for (const [name, path] of [
  ["sign-in", "/sign-in"],
  ["overview", "/"],
  ["environment", "/environments/dev-env-1"],
  ["history", "/environments/staging-env-1/history"],
  ["resources", "/environments/dev-env-1/resources"],
  ["applications", "/environments/dev-env-1/applications"],
  ["policy", "/environments/production-env-1/policy"],
] as const)
  for (const scheme of ["light", "dark"] as const)
    test(`axe finds nothing: ${name}, ${scheme}`, async ({ page, signIn }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      if (name !== "sign-in") await signIn("Vera Lindt");
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join(", ")}`)).toEqual([]);
    });

for (const [name, width, height] of [
  ["a phone", 360, 800],
  ["a 4K screen", 3840, 2160],
] as const)
  test(`fits ${name}: nothing is wider than the screen`, async ({ page, signIn }) => {
    await page.setViewportSize({ width, height });
    await signIn("Vera Lindt");
    for (const path of ["/", "/environments/dev-env-1", "/environments/dev-env-1/resources"]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
    }
  });

test("everything is reached with the keyboard: a person, the filter, a service, a tab", async ({ page }) => {
  const tabTo = async (what: Locator) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      if (await what.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error("Tab never came there");
  };
  await page.goto("/sign-in");
  const quinn = page.getByRole("button", { name: "Quinn Vale" });
  await expect(quinn).toBeEnabled();
  await tabTo(quinn);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname === "/");
  const find = page.getByLabel("Find a service");
  await expect(find).toBeVisible();
  await tabTo(find);
  await page.keyboard.type("sched");
  await expect(page).toHaveURL(/q=sched/);
  await expect(page.getByRole("row", { name: /^linq-web/ })).toBeHidden();
  await tabTo(page.locator(cell("dev-env-1", "linq-scheduler")).getByRole("link"));
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/environments\/dev-env-1#linq-scheduler$/);
  const history = page.getByRole("link", { name: "History", exact: true });
  await tabTo(history);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/history/);
});
