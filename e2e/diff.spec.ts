import { expect, test } from "./fixtures";

const PRODUCTION = "production-env-1";
const APPLICATION = `${PRODUCTION}-linq-platform`;
const VALUES = `environments/${PRODUCTION}/values.yaml`;

test.describe("the difference to Git", () => {
  test("a change by hand shows what differs, by how much and by whom, in words and in lines", async ({
    page,
    signIn,
    addresses,
    isSound,
  }) => {
    test.setTimeout(120_000);
    await page.goto(`${addresses.argocd}/simulator`);
    const hand = page.locator("form").filter({ has: page.getByText("Change it by hand") });
    const form = hand.filter({ has: page.locator(`input[value="${APPLICATION}"]`) });
    await form.locator("select[name=service]").selectOption("linq-scheduler");
    await form.locator("select[name=kind]").selectOption("scale");
    await form.getByRole("button").click();
    await signIn("Sam Roth");
    await page.goto(`/environments/${PRODUCTION}/diff`);
    const behind = page.getByRole("region", { name: /changed behind Git/ });
    const scheduler = behind.getByRole("article", { name: /Deployment linq-scheduler/ });
    await expect(scheduler).toContainText("replicas: 2 in Git, 4 live", { timeout: 40_000 });
    await expect(scheduler).toContainText("changed by kubectl (scale)");
    await expect(scheduler.getByRole("row").filter({ hasText: "removed" })).toContainText("replicas: 4");
    await expect(scheduler.getByRole("row").filter({ hasText: "added" })).toContainText("replicas: 2");
    await page.getByRole("button", { name: "Side by side" }).click();
    await expect(page).toHaveURL(/view=split/);
    await expect(scheduler.getByRole("columnheader", { name: "Live" })).toBeVisible();
    await isSound();
    await page.setViewportSize({ width: 360, height: 780 });
    await expect(scheduler.getByRole("columnheader", { name: "Live", exact: true })).toBeHidden();
    await isSound();
  });

  test("a hidden value differs, and is not shown", async ({ page, signIn, faults }) => {
    await faults.argocd("drift", { application: APPLICATION, service: "linq-orchestrator", kind: "secret" });
    await signIn("Vera Lindt");
    await page.goto(`/environments/${PRODUCTION}/diff?q=linq-orchestrator-credentials`);
    const secret = page.getByRole("article", { name: /Secret linq-orchestrator-credentials/ });
    await expect(secret).toContainText("API_KEY: the values differ. Argo CD hides them.", { timeout: 40_000 });
    await expect(secret).toContainText("kubectl-patch");
  });

  test("what Git no longer has stands apart, before all that merely waits", async ({
    page,
    signIn,
    gitops,
    isSound,
  }) => {
    test.setTimeout(120_000);
    await gitops.push(VALUES, (text) => text.replace(/^linq-inventory:.*\n/m, (line) => `${line}  enabled: false\n`));
    await gitops.pushTag(PRODUCTION, "linq-web", "4.77.0");
    await signIn("Sam Roth");
    await page.goto(`/environments/${PRODUCTION}/diff`);
    const pruned = page.getByRole("region", { name: /would be deleted/ });
    await expect(pruned).toContainText("Deployment linq-inventory", { timeout: 60_000 });
    await expect(pruned).toContainText("A sync that prunes deletes them");
    const waiting = page.getByRole("region", { name: /for a sync/ });
    await expect(waiting.getByRole("article", { name: "Deployment linq-web" })).toContainText(
      "image of linq-web: 4.77.0 in Git",
    );
    await isSound();
  });

  test("nothing is drawn from a comparison that failed", async ({ page, signIn, gitops }) => {
    test.setTimeout(120_000);
    const broken = "replicaCount: many";
    await gitops.push(VALUES, (text) => text.replace("replicaCount: 3", broken));
    await signIn("Quinn Vale");
    await page.goto(`/environments/${PRODUCTION}/diff`);
    await expect(page.getByText("Argo CD could not compare this with Git")).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText("would be deleted")).toBeHidden();
    await gitops.push(VALUES, (text) => text.replace(broken, "replicaCount: 3"));
    await expect(page.getByText("Argo CD could not compare this with Git")).toBeHidden({ timeout: 60_000 });
  });

  test("where nothing differs it says so", async ({ page, signIn, isSound }) => {
    await signIn("Dana Ito");
    await page.goto("/environments/staging-env-1/diff");
    await expect(page.getByText("Nothing differs. The cluster holds what Git says")).toBeVisible({ timeout: 30_000 });
    await isSound();
  });
});

test.describe("comparing", () => {
  test("dev and staging as QA: versions, values, what is expected folded, the commits between", async ({
    page,
    signIn,
    isSound,
  }) => {
    await signIn("Quinn Vale");
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Compare" }).click();
    const versions = page.getByRole("region", { name: /Versions/ });
    await expect(versions.getByRole("row", { name: /linq-web/ })).toBeVisible({ timeout: 30_000 });
    await expect(versions).toContainText(/staging-env-1 is .* behind/);
    const expected = page.getByText(/expected differences?$/);
    await expected.click();
    await expect(page.getByRole("listitem").filter({ hasText: "replicas" }).first()).toContainText("→");
    await expect(page.getByRole("heading", { name: "Commits between" })).toBeVisible();
    await page.getByRole("button", { name: "Compare the files" }).click();
    await expect(page.getByRole("columnheader", { name: "Line in dev-env-1" })).toBeAttached();
    await isSound();
    await page.getByRole("button", { name: "Swap" }).click();
    await expect(page).toHaveURL(/from=staging-env-1&to=dev-env-1/);
    await page.setViewportSize({ width: 360, height: 780 });
    await isSound();
  });

  test("one environment at two times", async ({ page, signIn, gitops, cell }) => {
    test.setTimeout(120_000);
    const before = new Date().toISOString();
    await signIn("Vera Lindt");
    await gitops.pushTag("dev-env-1", "linq-web", "4.88.0");
    await expect(cell("dev-env-1", "linq-web")).toContainText("4.88.0", { timeout: 40_000 });
    await page.goto(`/compare?from=dev-env-1&to=dev-env-1&fromAt=${before}`);
    const versions = page.getByRole("region", { name: /Versions/ });
    await expect(versions.getByRole("columnheader", { name: "now" })).toBeVisible({ timeout: 30_000 });
    await expect(versions.getByRole("row", { name: /linq-web/ })).toContainText("now is ahead");
  });
});
