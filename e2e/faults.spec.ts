import { expect, test } from "./fixtures";

// Other specs begin with the demo's own linq-web and linq-orchestrator: here those are left alone.
const POLICY = "environments/pipeline.yaml";
const DEV_VALUES = "environments/dev-env-1/values.yaml";

test.describe("Argo CD", () => {
  test("a dropped stream comes back by itself, and what follows is on the screen", async ({
    signIn,
    mark,
    cell,
    faults,
    gitops,
  }) => {
    await signIn("Dana Ito");
    await mark("Live");
    await faults.argocd("drop-streams");
    await gitops.pushTag("dev-env-1", "linq-inventory", "0.16.1");
    await expect(cell("dev-env-1", "linq-inventory")).toContainText("0.16.1", { timeout: 40_000 });
    await mark("Live");
  });

  test("away for a minute: the page says so with the age, keeps what it last knew, and then has what changed meanwhile", async ({
    page,
    signIn,
    mark,
    cell,
    isSound,
    faults,
    gitops,
  }) => {
    test.setTimeout(300_000);
    await signIn("Sam Roth");
    const inventory = cell("dev-env-1", "linq-inventory");
    // Argo CD goes on deploying while its API is away.
    const sha = await gitops.pushTag("dev-env-1", "linq-inventory", "0.17.0");
    await expect(inventory).toContainText("0.17.0");
    await faults.argocd("away", { seconds: 60 });
    await mark("Argo CD away");
    const notice = page.getByLabel("Notices");
    await expect(notice).toContainText("Argo CD does not answer.");
    await expect(notice).toContainText(/It was last heard (\d+ s|1 min) ago/);
    await expect(inventory).toContainText("0.17.0");
    await isSound();
    await page.getByRole("link", { name: "dev-env-1" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "dev-env-1" })).toBeVisible();
    await expect(page.getByLabel("Notices")).toContainText("Argo CD does not answer.");
    await expect(page.getByRole("row", { name: /linq-inventory/ })).toContainText("0.17.0");
    await expect(page.getByText(/Argo CD last heard/)).toBeVisible();
    await isSound();
    await expect(page.getByLabel("Notices")).toContainText(/It was last heard (4\d|5\d) s ago/, { timeout: 60_000 });
    await expect(page.getByLabel("Notices")).toBeHidden({ timeout: 60_000 });
    await mark("Live");
    await expect(page.getByRole("row", { name: /linq-inventory/ })).not.toContainText("in Git", { timeout: 60_000 });
    await expect(page.getByRole("row", { name: /linq-inventory/ })).toContainText("0.17.0");
    await expect(page.getByRole("row", { name: /linq-inventory/ })).toContainText("Healthy", { timeout: 40_000 });
    await expect(page.getByText(sha.slice(0, 7)).first()).toBeVisible();
  });
});

test.describe("Slipway itself", () => {
  test("the web process killed: an open page reconnects, and has what changed meanwhile", async ({
    page,
    signIn,
    mark,
    cell,
    faults,
    gitops,
  }) => {
    await signIn("Dana Ito");
    await mark("Live");
    faults.kill("web");
    await mark("Offline");
    await expect(page.getByLabel("Notices")).toContainText("This page has lost its connection.");
    await gitops.pushTag("dev-env-1", "linq-scheduler", "3.4.0");
    await expect(cell("dev-env-1", "linq-scheduler")).toContainText("3.4.0", { timeout: 40_000 });
    await mark("Live");
    await expect(page.getByLabel("Notices")).toBeHidden();
  });

  test("its database away: an open page keeps what it has, a new one says so, and both come back", async ({
    page,
    context,
    signIn,
    mark,
    cell,
    isSound,
    faults,
    gitops,
  }) => {
    test.setTimeout(120_000);
    await signIn("Vera Lindt");
    await mark("Live");
    const other = await context.newPage();
    faults.freeze("database");
    const asked = page.request.get("/api/overview", { timeout: 30_000 });
    await other.goto("/", { timeout: 30_000 });
    await expect(other.getByRole("alert").filter({ hasText: "This page could not be shown." })).toBeVisible();
    await isSound(other);
    await mark("Database away");
    await expect(page.getByLabel("Notices")).toContainText("Slipway's database does not answer.");
    await expect(cell("staging-env-1", "linq-web")).toContainText(/\d+\.\d+\.\d+/);
    await isSound();
    const answer = await asked;
    expect(answer.status()).toBe(503);
    expect(await answer.json()).toMatchObject({ error: "unavailable" });
    faults.thaw();
    await mark("Live");
    await expect(page.getByLabel("Notices")).toBeHidden();
    await other.getByRole("button", { name: "Try again" }).click();
    await expect(other.getByRole("heading", { level: 1, name: "What runs where" })).toBeVisible();
    await gitops.pushTag("dev-env-1", "linq-workcell-manager", "1.10.1");
    for (const one of [page, other])
      await expect(cell("dev-env-1", "linq-workcell-manager", one)).toContainText("1.10.1", { timeout: 40_000 });
  });

  test("no network: the page says that it is offline and since when, and then has what changed", async ({
    page,
    context,
    signIn,
    mark,
    cell,
    isSound,
    gitops,
  }) => {
    await signIn("Quinn Vale");
    await mark("Live");
    await context.setOffline(true);
    await mark("Offline");
    await expect(page.getByLabel("Notices")).toContainText(/What it shows was heard \d+ s ago\./);
    await isSound();
    await gitops.pushTag("dev-env-1", "linq-data-gateway", "5.2.0");
    await context.setOffline(false);
    await mark("Live");
    await expect(cell("dev-env-1", "linq-data-gateway")).toContainText("5.2.0", { timeout: 40_000 });
  });

  test("signed out in another tab: the page says so, and how to go on", async ({
    page,
    context,
    signIn,
    mark,
    isSound,
  }) => {
    await signIn("Ada Brandt");
    await mark("Live");
    const other = await context.newPage();
    await other.goto("/sign-out");
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.waitForURL(/\/sign-in/);
    await mark("Signed out");
    await isSound();
    await page.getByRole("link", { name: "Sign in again" }).click();
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  });
});

test.describe("the Git host", () => {
  test("away: the page says so and keeps what it read, and falls silent when it is back", async ({
    page,
    signIn,
    mark,
    cell,
    isSound,
    faults,
  }) => {
    await signIn("Dana Ito");
    await mark("Live");
    faults.freeze("git-host");
    await faults.wakeGitWatch();
    const notices = page.getByLabel("Notices");
    await expect(notices).toContainText("The Git host does not answer.", { timeout: 40_000 });
    await expect(notices).toContainText("Last known");
    await expect(cell("dev-env-1", "linq-web")).toContainText(/\d+\.\d+\.\d+/);
    await isSound();
    faults.thaw();
    await faults.wakeGitWatch();
    await expect(notices).toBeHidden({ timeout: 40_000 });
  });

  test("a policy and a values file that cannot be read are banners with file, line and reason, until repaired", async ({
    page,
    signIn,
    cell,
    isSound,
    gitops,
  }) => {
    test.setTimeout(120_000);
    await signIn("Ada Brandt");
    const notices = page.getByLabel("Notices");
    const staging = cell("staging-env-1", "linq-web");
    const before = await staging.textContent();
    const originals: [string, string][] = [];
    const breakFile = (file: string, change: (text: string) => string) =>
      gitops.push(file, (text) => {
        originals.unshift([file, text]);
        return change(text);
      });
    const repair = async () => {
      for (const [file, text] of originals.splice(0)) await gitops.push(file, () => text);
    };
    try {
      await breakFile(POLICY, (text) => text.replace("change: direct", "change: whenever"));
      await expect(notices).toContainText("does not count; the one before it stays in force.", { timeout: 40_000 });
      await expect(notices).toContainText(/environments\/pipeline\.yaml, line \d+: .*whenever/);
      await breakFile(DEV_VALUES, (text) => `${text}\n  : : "not yaml\n`);
      await expect(notices).toContainText(`${DEV_VALUES} at`, { timeout: 40_000 });
      await expect(notices).toContainText(/environments\/dev-env-1\/values\.yaml, line \d+: \w/);
      await expect(cell("dev-env-1", "linq-web")).toContainText(/\d+\.\d+\.\d+/);
      expect(await staging.textContent()).toBe(before);
      await isSound();
    } finally {
      await repair(); // what comes after must not find it broken
    }
    await expect(notices).toBeHidden({ timeout: 40_000 });
  });

  test("hostile words in a commit are shown as words, and nothing is wider than the screen", async ({
    page,
    signIn,
    isSound,
    fits,
    gitops,
  }) => {
    await signIn("Vera Lindt");
    const script = "<script>window.pwned=true</script><img src=x onerror=window.pwned=true>";
    const word = "x".repeat(10_000);
    const message = `${script} \u202Egnp.exe ${word}`;
    const sha = await gitops.pushTag("dev-env-1", "linq-workcell-manager", "1.11.0", {
      author: "\u202EMallory\u202C 'script' <mallory@linq.example>",
      message,
    });
    const head = page.getByRole("columnheader", { name: /dev-env-1/ });
    await expect(head).toContainText(sha.slice(0, 7), { timeout: 40_000 });
    await expect(head).toContainText("<script>window.pwned=true</script>");
    const ran = () => page.evaluate(() => Reflect.get(window, "pwned") === true);
    expect(await ran()).toBe(false);
    await isSound();
    await page.setViewportSize({ width: 360, height: 800 });
    for (const path of ["/", "/environments/dev-env-1", "/environments/dev-env-1/history"]) {
      await page.goto(path);
      await expect(page.getByText("<script>window.pwned=true").first()).toBeVisible();
      await fits();
      expect(await ran()).toBe(false);
    }
    expect(await page.locator("main").innerText()).not.toContain("\u202E");
  });
});
