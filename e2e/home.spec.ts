import { expect, test } from "./fixtures";

test.describe("a home", () => {
  test("of a developer follows a commit from the push on, and does not claim what is not so", async ({
    page,
    signIn,
    gitops,
    isSound,
  }) => {
    test.setTimeout(120_000);
    await signIn("Dana Ito");
    await page.goto("/home");
    const mine = page.getByRole("region", { name: "My commits and where they are" });
    const commit = mine.getByRole("listitem").filter({ hasText: "Show who holds an instrument" }).first();
    await expect(commit).toContainText("linq-web 4.11.0 → 4.12.0");
    await expect(commit.getByRole("listitem").filter({ hasText: "production" })).toContainText("not yet, runs");
    await isSound();
    // Staging is deployed at commits after that one, and still does not run it.
    const before = await commit.getByRole("listitem").filter({ hasText: "staging" }).textContent();
    await gitops.pushTag("staging-env-1", "linq-data-gateway", "5.0.9");
    await expect(page.getByRole("region", { name: "How it is" })).toContainText(/Staging.*(now|\d+ s ago) by/s, {
      timeout: 40_000,
    });
    expect(await commit.getByRole("listitem").filter({ hasText: "staging" }).textContent()).toBe(before);
  });

  test("of QA says what runs in dev and not in staging, and what brought it", async ({ page, signIn, isSound }) => {
    await signIn("Quinn Vale");
    await page.goto("/home");
    const list = page.getByRole("region", { name: "Runs in dev-env-1 and not in staging-env-1" });
    const row = list.getByRole("listitem").filter({ has: page.getByRole("link", { name: "linq-web" }) });
    await expect(row).toContainText("Show who holds an instrument");
    await expect(page.getByText("My commits")).toHaveCount(0);
    await isSound();
  });

  test("of an SRE has the windows' clocks, what needs attention and what came last", async ({
    page,
    signIn,
    isSound,
  }) => {
    await signIn("Sam Roth");
    await page.goto("/home");
    await expect(page.getByRole("region", { name: "Windows" })).toContainText(
      /production-env-1.*(closes|opens) in \d+/s,
    );
    await expect(page.getByRole("region", { name: "Lately" })).toContainText("deployed");
    await expect(page.getByRole("region", { name: "Needs attention" })).toBeVisible();
    await isSound();
  });

  test("of a viewer is a sentence for each environment, on a phone too", async ({ page, signIn, isSound }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signIn("Vera Lindt");
    await page.goto("/home");
    const status = page.getByRole("region", { name: "How it is" });
    // Other tests leave something behind in an environment; each has its sentence all the same.
    for (const name of ["Dev", "Staging", "Production"])
      await expect(status.getByRole("link", { name: new RegExp(`^${name} (is|works|has)\\b.+\\.$`) })).toBeVisible();
    await expect(page.getByRole("region")).toHaveCount(1);
    await isSound();
  });
});

test.describe("the wall", () => {
  for (const [what, width, height] of [
    ["a large screen", 3840, 2160],
    ["a phone", 360, 740],
  ] as const)
    test(`is read on ${what}`, async ({ page, signIn, isSound }) => {
      await page.setViewportSize({ width, height });
      await signIn("Vera Lindt");
      await page.goto("/wall");
      await expect(page.getByRole("region", { name: "production-env-1" })).toContainText(/Production (is|works|has)\b/);
      await expect(page.getByRole("alert").filter({ hasText: "old" })).toHaveCount(0);
      await isSound();
    });

  test("shows what is asked for", async ({ page, signIn }) => {
    await signIn("Vera Lindt");
    await page.goto("/wall?env=STAG");
    await expect(page.getByRole("region")).toHaveCount(1);
    await page.goto("/wall?env=nowhere");
    await expect(page.getByText("No environment is called “nowhere”.")).toBeVisible();
    await page.getByRole("link", { name: /show all/ }).click();
    await expect(page.getByRole("region")).toHaveCount(3);
  });

  test("says loudly when it is old, and goes on by itself", async ({ page, context, signIn }) => {
    test.setTimeout(120_000);
    await signIn("Vera Lindt");
    await page.goto("/wall");
    await expect(page.getByRole("region", { name: "dev-env-1" })).toBeVisible();
    await context.setOffline(true);
    const alarm = page.getByRole("alert").filter({ hasText: "this is old" });
    await expect(alarm).toContainText("No connection: this is old.", { timeout: 40_000 });
    await context.setOffline(false);
    await expect(alarm).toBeHidden({ timeout: 40_000 });
  });

  test("says when it was signed out, and comes back when somebody signs in", async ({ page, context, signIn }) => {
    test.setTimeout(120_000);
    await signIn("Vera Lindt");
    await page.goto("/wall");
    const other = await context.newPage();
    await other.goto("/sign-out");
    await other.getByRole("button", { name: /sign out/i }).click();
    const alarm = page.getByRole("alert").filter({ hasText: "Signed out: this is old." });
    await expect(alarm).toBeVisible({ timeout: 40_000 });
    await expect(page.getByRole("region", { name: "dev-env-1" }), "what was known stays").toBeVisible();
    await signIn("Vera Lindt", other);
    await expect(alarm).toBeHidden({ timeout: 40_000 });
    await expect(page.getByRole("region", { name: "dev-env-1" })).toBeVisible();
  });

  test("loads itself anew after a new release", async ({ page, signIn }) => {
    await signIn("Vera Lindt");
    await page.clock.install();
    await page.goto("/wall");
    await expect(page.getByRole("region", { name: "dev-env-1" })).toBeVisible();
    await page.route("**/api/wall*", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ json: { ...(await answer.json()), release: "a new one" } });
    });
    const loaded = page.waitForEvent("load");
    await page.clock.fastForward(61_000);
    await loaded;
  });
});
