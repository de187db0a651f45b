import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const HISTORY = "/environments/production-env-1/history";

const rows = (page: Page) => page.getByRole("table", { name: "Deployments, newest first" }).getByRole("row");
const rowOf = (page: Page, words: string | RegExp) => rows(page).filter({ hasText: words }).first();
/** A minute after now by the demo's clock, which other tests move. */
async function minuteAhead(argocd: string): Promise<string> {
  const answer = await fetch(`${argocd}/simulator/clock`, { headers: { "x-simulator": "1" } });
  const { now } = (await answer.json()) as { now: string };
  return new Date(Date.parse(now) + 60_000).toISOString();
}

const cellOf = (page: Page, environment: string, service: string) =>
  page.locator(`[data-cell="${environment}/${service}"]`);

test.describe("an environment's history", () => {
  test("tells of a rollback, a dry run and who did them", async ({ page, signIn }) => {
    await signIn("Sam Roth");
    await page.goto(HISTORY);
    await expect(rowOf(page, "rolled back")).toContainText("linq-orchestrator 2.4.0 → 2.3.1 back");
    await expect(rowOf(page, "Dry run by Noor Haddad")).toContainText("which changes nothing");
    await page.goto("/environments/dev-env-1/history?service=linq-orchestrator");
    await expect(rowOf(page, "Resume runs after a restart")).toContainText("Dana Ito");
    await expect(rows(page).filter({ hasText: "linq-web" })).toHaveCount(0);
  });

  test("an SRE opens a deployment: versions, commits, links; the address says which", async ({ page, signIn }) => {
    await signIn("Sam Roth");
    await page.goto(HISTORY);
    await rowOf(page, "web 4.11.0")
      .getByRole("link", { name: /^Details of/ })
      .click();
    await expect(page).toHaveURL(/deployment=/);
    const opened = page.getByRole("region", { name: "The deployment" });
    await expect(opened).toContainText("linq-web 4.10.0 → 4.11.0 1 minor up");
    await expect(opened).toContainText("Bring data-gateway 5.0.2, web 4.11.0 to staging");
    await expect(opened.getByRole("link", { name: "All that lies between, on the Git host" })).toHaveAttribute(
      "href",
      /\/compare\/[0-9a-f]{40}\.\.\.[0-9a-f]{40}$/,
    );
    await expect(opened.getByRole("link", { name: "Open in Argo CD" })).toHaveAttribute("href", /production-env-1/);
    await page.reload();
    await expect(opened).toBeVisible();
    await opened.getByRole("link", { name: "Close" }).click();
    await expect(opened).toBeHidden();
  });

  test("an SRE compares any two, chosen on the page or by address", async ({ page, signIn }) => {
    await signIn("Noor Haddad");
    await page.goto(HISTORY);
    await rowOf(page, "web 4.11.0").getByRole("checkbox").check();
    await expect(page.getByText("One deployment is chosen.")).toBeVisible();
    await rowOf(page, "Begin the LINQ platform").getByRole("checkbox").click();
    const compared = page.getByRole("region", { name: "What changed between the two" });
    await expect(compared).toContainText("linq-web 4.9.2 → 4.11.0 2 minor up");
    await expect(page).toHaveURL(/from=.*&to=|to=.*&from=/);
    await page.reload();
    await expect(compared).toContainText("lie between them");
    await expect(compared.getByRole("link", { name: "Compare the configuration too" })).toHaveAttribute(
      "href",
      /^\/compare\?from=production-env-1&to=production-env-1&fromAt=.*&toAt=/,
    );
    await page.goto(`${HISTORY}?from=nothing&to=nothing-either`);
    await expect(page.getByText("These two cannot be compared")).toBeVisible();
  });

  test("what failed says at which step, and is found", async ({ page, signIn }) => {
    await signIn("Quinn Vale");
    await page.goto("/environments/staging-env-1/history");
    await page.getByRole("button", { name: "Only failed" }).click();
    await expect(page).toHaveURL(/only=failed/);
    await expect(rowOf(page, "0.14.2-refused")).toContainText("Deployment linq-inventory could not be applied");
    await page.getByLabel("Find a person").fill("nobody like this");
    await expect(page.getByText("No deployment is like that.")).toBeVisible();
    await page.getByRole("link", { name: "Show all" }).click();
    await expect(rowOf(page, "Begin the LINQ platform")).toBeVisible();
  });
});

test.describe("at a past moment", () => {
  test("a viewer sees what ran before a push, and after it, and comes back to now", async ({
    page,
    signIn,
    gitops,
    addresses,
  }) => {
    await signIn("Vera Lindt");
    const web = cellOf(page, "dev-env-1", "linq-web");
    const before = (await web.locator(".cell-version").innerText()).trim();
    await expect(page.getByRole("banner").getByRole("status")).toHaveText("Live");
    await gitops.pushTag("dev-env-1", "linq-web", "4.20.0");
    await expect(web).toContainText("4.20.0", { timeout: 40_000 });
    await expect(web).toContainText("Healthy", { timeout: 60_000 });
    await page.goto(`/past?at=${await minuteAhead(addresses.argocd)}`);
    await expect(web).toContainText("4.20.0");
    await expect(page.getByRole("heading", { name: "What ran where then" })).toBeVisible();
    await expect(page.getByLabel("The moment shown")).toContainText("As it was on");
    const version = web.locator(".cell-version");
    for (let steps = 0; steps < 15 && (await version.innerText()).trim() !== before; steps++) {
      const address = page.url();
      await page.getByRole("link", { name: "The change before" }).click();
      await expect(page).not.toHaveURL(address);
    }
    await expect(version).toHaveText(before);
    await page.getByRole("link", { name: "Back to now" }).click();
    await expect(page).toHaveURL((url) => url.pathname === "/");
    await expect(web).toContainText("4.20.0");
  });

  test("a crash of last week is there with its pod, and before Slipway looked nothing is made up", async ({
    page,
    signIn,
  }) => {
    await signIn("Vera Lindt");
    await page.goto("/environments/dev-env-1/history");
    await rowOf(page, "1.8.2-crash")
      .getByRole("link", { name: /^Details of/ })
      .click();
    await page.getByRole("link", { name: "What ran then everywhere" }).click();
    await expect(page).toHaveURL(/\/past\?at=/);
    const failing = page.getByLabel("Failing pods then");
    for (let steps = 0; steps < 10 && !(await failing.isVisible()); steps++) {
      const address = page.url();
      await page.getByRole("link", { name: "The change after" }).click();
      await expect(page).not.toHaveURL(address);
      await expect(cellOf(page, "dev-env-1", "linq-web")).toBeVisible();
    }
    await expect(failing).toContainText("linq-workcell-manager 1.8.2-crash: crash loop");
    await page.goto("/past?at=2020-01-01T00:00Z");
    await expect(page.getByRole("heading", { name: /^Not known before/ })).toBeVisible();
    await page.getByRole("link", { name: "Show the first known moment" }).click();
    await expect(page.getByLabel("The moment shown")).toBeVisible();
    await expect(page.getByRole("columnheader", { name: /dev-env-1/ })).toBeVisible();
  });

  test("the moment, the service and the environment stand in the address", async ({ page, signIn }) => {
    await signIn("Vera Lindt");
    await page.getByRole("link", { name: "At a past moment" }).click();
    await expect(page).toHaveURL(/\/past/);
    await page.getByLabel("Find a service").fill("sched");
    await expect(page).toHaveURL(/q=sched/);
    await page.getByLabel("Date and time in UTC").fill("2026-01-01T10:00");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await expect(page).toHaveURL(/at=2026-01-01T10/);
    await expect(page).toHaveURL(/q=sched/);
  });
});

for (const scheme of ["light", "dark"] as const)
  for (const [width, height] of [
    [1280, 900],
    [360, 800],
  ] as const)
    test(`sound in ${scheme}, ${width} wide`, async ({ page, signIn, isSound }) => {
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height });
      await signIn("Vera Lindt");
      await page.goto("/environments/staging-env-1/history");
      await page
        .getByRole("link", { name: /^Details of/ })
        .first()
        .click();
      await expect(page.getByRole("region", { name: "The deployment" })).toBeVisible();
      await isSound();
      await page.goto("/past");
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await isSound();
    });

test("with the keyboard alone: open a deployment, look at its moment, step back", async ({ page, signIn }) => {
  const tabTo = async (what: Locator) => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      if (await what.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error("Tab never came there");
  };
  await signIn("Sam Roth");
  await page.goto(HISTORY);
  await tabTo(page.getByRole("link", { name: /^Details of/ }).first());
  await page.keyboard.press("Enter");
  const then = page.getByRole("link", { name: "What ran then everywhere" });
  await expect(then).toBeVisible();
  await tabTo(then);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "What ran where then" })).toBeVisible();
  const address = page.url();
  await tabTo(page.getByRole("link", { name: "The change before" }));
  await page.keyboard.press("Enter");
  await expect(page).not.toHaveURL(address);
});
