import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const RESOURCES = "/environments/staging-env-1/resources";
const SECRET = "/Secret/staging-env-1/linq-orchestrator-credentials";

const drawer = (page: Page) => page.getByRole("complementary", { name: "Resource" });
const graph = (page: Page) => page.getByRole("application", { name: /^Graph of/ });

test.describe("the resources of an environment", () => {
  test("the filter stands in the address, and comes back with it", async ({ page, signIn, isSound }) => {
    await signIn("Vera Lindt");
    await page.goto(RESOURCES);
    await expect(page.getByRole("link", { name: /^linq-web-/ }).first()).toBeVisible();
    await page.getByLabel("Filter by name, kind or image").fill("scheduler");
    await expect(page).toHaveURL(/[?&]q=scheduler/);
    await expect(page.getByRole("link", { name: /^linq-web/ })).toHaveCount(0);
    await page.getByLabel("Kind", { exact: true }).selectOption("Deployment");
    await expect(page).toHaveURL(/[?&]kind=Deployment/);
    await expect(page.getByRole("main").locator("[data-resource]")).toHaveText(["linq-scheduler"]);
    await page.reload();
    await expect(page.getByLabel("Filter by name, kind or image")).toHaveValue("scheduler");
    await expect(page.getByRole("main").locator("[data-resource]")).toHaveText(["linq-scheduler"]);
    await isSound();
    await page.getByLabel("Filter by name, kind or image").fill("nothing like this");
    await expect(page.getByText("No resource matches.")).toBeVisible();
    await page.getByRole("button", { name: "Show all" }).click();
    await expect(page.getByRole("link", { name: /^linq-web/ }).first()).toBeVisible();
  });

  test("a secret's manifest shows that there is one, never what it is", async ({ page, signIn, isSound }) => {
    await signIn("Sam Roth");
    await page.goto(`${RESOURCES}?resource=${SECRET}&show=manifest`);
    await expect(drawer(page)).toContainText("Argo CD hides a secret's values");
    const manifest = drawer(page).getByRole("textbox", { name: /^Manifest, as it is in the cluster/ });
    await expect(manifest).toContainText("DATABASE_URL: ++++++++");
    await expect(manifest).not.toContainText("managedFields");
    await isSound();
    await drawer(page).getByRole("button", { name: "Search" }).click();
    await page.keyboard.type("API_KEY");
    await expect(drawer(page).locator(".cm-searchMatch").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(drawer(page)).toBeVisible();
    await drawer(page).getByRole("button", { name: "In Git" }).click();
    await expect(page).toHaveURL(/side=desired/);
    await expect(drawer(page).getByRole("textbox", { name: /as it is in Git/ })).toContainText("kind: Secret");
    await page.keyboard.press("Escape");
    await expect(drawer(page)).toBeHidden();
    await expect(page).not.toHaveURL(/resource=|show=|side=/);
  });

  test("the graph is walked, opened and folded by keys alone", async ({ page, signIn, isSound }) => {
    await page.emulateMedia({ reducedMotion: "reduce" });
    await signIn("Vera Lindt");
    await page.goto(`${RESOURCES}?view=graph&q=linq-inventory`);
    await expect(graph(page)).toBeVisible();
    await isSound();
    const active = () => graph(page).getAttribute("aria-activedescendant");
    await graph(page).focus();
    await page.keyboard.press("Home");
    await expect.poll(active).toBe("graph-application");
    await page.keyboard.press("ArrowRight");
    await expect.poll(active).toContain("Deployment");
    await page.keyboard.press(" ");
    const deployment = page.getByRole("group", { name: /^Deployment.*linq-inventory/ });
    await expect(deployment).toHaveAccessibleName(/, folded$/);
    await page.keyboard.press(" ");
    await expect(deployment).toHaveAccessibleName(/, open$/);
    await page.keyboard.press("Enter");
    await expect(drawer(page).getByRole("heading", { name: "Deployment linq-inventory" })).toBeFocused();
    await expect(page).toHaveURL(/resource=apps/);
    await isSound();
    await page.keyboard.press("Escape");
    await expect(drawer(page)).toBeHidden();
    await expect(graph(page)).toBeFocused();
  });

  test("pods stand by service or by node, and each leads to its drawer", async ({ page, signIn, isSound }) => {
    await signIn("Quinn Vale");
    await page.goto(`${RESOURCES}?view=pods`);
    await expect(page.getByRole("heading", { name: /^Deployment linq-web/ })).toBeVisible();
    await page.getByRole("button", { name: "By node" }).click();
    await expect(page).toHaveURL(/by=node/);
    await expect(page.getByRole("heading", { name: /^Node node-a/ })).toBeVisible();
    await isSound();
    await page
      .getByRole("link", { name: /^linq-web-/ })
      .first()
      .click();
    await expect(drawer(page).getByText("Made by")).toBeVisible();
    await drawer(page).getByRole("link", { name: "linq-web", exact: true }).click();
    await expect(drawer(page).getByRole("heading", { name: "Deployment linq-web" })).toBeVisible();
    await page.goBack();
    await expect(drawer(page).getByRole("heading", { name: /^Pod linq-web-/ })).toBeVisible();
  });

  test("a pod that crashes stands first wherever one looks, with its events", async ({
    page,
    signIn,
    gitops,
    isSound,
  }) => {
    test.setTimeout(180_000);
    await signIn("Sam Roth");
    await gitops.pushTag("staging-env-1", "linq-workcell-manager", "1.11.0-crash");
    await page.goto(RESOURCES);
    const first = page
      .getByRole("main")
      .locator("section.card li", { has: page.locator("[data-resource]") })
      .first();
    await expect(first).toContainText(/Pod linq-workcell-manager-.*Crash loop/, { timeout: 60_000 });
    await isSound();
    await page.getByRole("button", { name: "Pods" }).click();
    await expect(first).toContainText(/linq-workcell-manager-.*Crash loop/);
    await page.getByRole("button", { name: "Graph" }).click();
    await graph(page).focus();
    await expect.poll(() => graph(page).getAttribute("aria-activedescendant")).toMatch(/Pod.*linq-workcell-manager/);
    await page.keyboard.press("Enter");
    await drawer(page)
      .getByRole("button", { name: /^Events/ })
      .click();
    await expect(drawer(page)).toContainText("BackOff");
    await isSound();
    await gitops.pushTag("staging-env-1", "linq-workcell-manager", "1.11.1");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "List" }).click();
    await expect(page.getByRole("main").getByText(/Crash loop/)).toHaveCount(0, { timeout: 60_000 });
  });

  test("fits a phone in every view, and with the drawer open", async ({ page, signIn, isSound }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width: 360, height: 800 });
    await page.emulateMedia({ colorScheme: "dark" });
    await signIn("Vera Lindt");
    for (const query of [
      "",
      "?view=graph",
      "?view=pods",
      `?resource=${SECRET}`,
      `?resource=${SECRET}&show=difference`,
    ]) {
      await page.goto(`${RESOURCES}${query}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.getByText("Loading", { exact: true })).toHaveCount(0);
      await isSound();
    }
  });
});

test.describe("when Argo CD cannot say what is inside", () => {
  const answers = [
    ["403", { status: 502, json: { error: "outside-away", message: "Slipway's account lacks the permission." } }],
    ["404", { status: 404, json: { error: "not-found", message: "Argo CD does not have the resources." } }],
    ["a page", { status: 200, contentType: "text/html", body: "<html>Sign in</html>" }],
    ["half an answer", { status: 200, contentType: "application/json", body: '{"rows":[' }],
  ] as const;
  for (const [what, answer] of answers)
    test(`${what}: the list stands with a sentence, the graph says why, and both come back`, async ({
      page,
      signIn,
      isSound,
    }) => {
      await signIn("Vera Lindt");
      await page.route("**/api/environments/*/tree*", (route) => route.fulfill(answer));
      await page.goto(RESOURCES);
      await expect(
        page.getByRole("alert").filter({ hasText: "Only what Slipway keeps itself is listed" }),
      ).toBeVisible();
      await expect(page.getByRole("link", { name: "linq-web" }).first()).toBeVisible();
      await page.getByRole("button", { name: "Graph" }).click();
      await expect(page.getByText("What runs here could not be loaded.")).toBeVisible();
      await isSound();
      await page.unroute("**/api/environments/*/tree*");
      await expect(graph(page)).toBeVisible({ timeout: 15_000 });
    });
});
