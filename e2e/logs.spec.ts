import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const LOGS = "/environments/dev-env-1/logs";
const log = (page: Page) => page.getByRole("log", { name: "Log lines" });
const rows = (page: Page) => log(page).locator("[data-line]");

async function openLogStreams(argocd: string): Promise<number> {
  const answer = await fetch(`${argocd}/simulator/streams`, { headers: { "x-simulator": "1" } });
  const { logs = 0 } = (await answer.json()) as { logs?: number };
  return logs;
}

const atEnd = (page: Page) => log(page).evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight < 40);

test.describe("the logs of an environment", () => {
  test("a service's log is followed, paused, scrolled back in, and ends with its page", async ({
    page,
    signIn,
    addresses,
    isSound,
  }) => {
    await signIn("Dana Ito");
    await page.goto("/environments/dev-env-1");
    await page.getByRole("link", { name: "Logs", exact: true }).click();
    await expect(page.getByText(/^Following \d+ pods\.$/)).toBeVisible();
    await page.getByLabel("Service").selectOption("linq-workcell-manager");
    await expect(page).toHaveURL(/service=linq-workcell-manager/);
    await expect(page.getByText("Following 1 pod.")).toBeVisible();
    await expect(rows(page).first()).toBeVisible();
    await expect.poll(() => atEnd(page)).toBe(true);
    const last = () => rows(page).last().getAttribute("data-line");
    const before = await last();
    await expect.poll(last, { timeout: 20_000 }).not.toBe(before);
    await expect.poll(() => atEnd(page)).toBe(true);
    await isSound();

    await page.getByRole("button", { name: "Pause" }).click();
    await expect(page.getByText(/^Paused\./)).toBeVisible();
    const paused = await last();
    await expect(page.getByRole("button", { name: /^Resume \(\d+ new\)$/ })).toBeVisible({ timeout: 20_000 });
    expect(await last()).toBe(paused);
    await page.getByRole("button", { name: /^Resume/ }).click();
    await expect.poll(last, { timeout: 20_000 }).not.toBe(paused);

    await log(page).evaluate((list) => list.scrollBy(0, -600));
    const more = page.getByRole("button", { name: /\d+ new lines? ↓/ });
    await expect(more).toBeVisible({ timeout: 20_000 });
    const first = await rows(page).first().getAttribute("data-line");
    expect(await rows(page).first().getAttribute("data-line")).toBe(first);
    await more.click();
    await expect.poll(() => atEnd(page)).toBe(true);

    expect(await openLogStreams(addresses.argocd)).toBeGreaterThan(0);
    await page.goto("/sign-out");
    await expect.poll(() => openLogStreams(addresses.argocd), { timeout: 20_000 }).toBe(0);
  });

  test("lines are filtered on the server, also inverted and by a pattern, and found on the page", async ({
    page,
    signIn,
  }) => {
    await signIn("Dana Ito");
    // Its pods are old: no other test deploys to production.
    await page.goto("/environments/production-env-1/logs?service=linq-workcell-manager&tail=10000&follow=0");
    await expect(page.getByText(/^All that was asked for is here/)).toBeVisible();
    const filter = page.getByLabel("Filter lines");
    await filter.fill("workcell.go");
    await expect(page).toHaveURL(/filter=workcell\.go/);
    await expect(rows(page).filter({ hasNotText: "workcell.go" })).toHaveCount(0);
    await expect(rows(page).first()).toBeVisible();
    await filter.fill("!workcell.go");
    await expect(rows(page).first()).toContainText(/driver\.go|request id/);
    await expect(rows(page).filter({ hasText: "workcell.go" })).toHaveCount(0);
    await filter.fill(String.raw`/retry [23] of \d/`);
    await expect(rows(page).first()).toContainText(/retry [23] of 3/);
    await expect(rows(page).filter({ hasNotText: /retry [23] of 3/ })).toHaveCount(0);
    await filter.fill("/(/");
    await expect(page.getByText("There is a ( without its ).")).toBeVisible();
    await filter.fill("no line has this");
    await expect(page.getByText("No line passes the filter.")).toBeVisible();
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await expect(filter).toHaveValue("");

    // While lines still come, the last one found is not the last one.
    await expect(page.getByText(/^All that was asked for is here/)).toBeVisible();
    await expect(rows(page).first()).toBeVisible();
    await page.keyboard.press("/");
    const find = page.getByLabel("Find in these lines");
    await expect(find).toBeFocused();
    await page.keyboard.type("homing is needed");
    await expect(page).toHaveURL(/find=homing/);
    await page.keyboard.press("Enter");
    await expect(page.getByText(/^(\d+) of \1$/)).toBeVisible();
    await expect(log(page).locator("mark").first()).toBeInViewport();
    await log(page).focus();
    await page.keyboard.press("N");
    await expect(page.getByText(/^(?!(\d+) of \1$)\d+ of \d+$/)).toBeVisible();
  });

  test("a crashing pod: why, and what it wrote before its last restart", async ({ page, signIn, gitops, isSound }) => {
    test.setTimeout(180_000);
    await signIn("Dana Ito");
    await gitops.pushTag("dev-env-1", "linq-scheduler", "3.9.0-crash");
    await page.goto(`${LOGS}?service=linq-scheduler`);
    await expect(log(page)).toContainText("FATAL service=linq-scheduler cannot start", { timeout: 60_000 });
    await page.getByRole("main").locator("summary").click();
    await page.getByRole("checkbox", { name: /linq-scheduler-.*Running/ }).click();
    await expect(page).toHaveURL(/pod=linq-scheduler-/);
    await page.getByRole("link", { name: "Read its log" }).click();
    await expect(page).not.toHaveURL(/service=/);
    await expect(log(page)).toContainText("FATAL service=linq-scheduler cannot start");
    await page.getByLabel("Before the last restart").click();
    await expect(page).toHaveURL(/previous=1/);
    await expect(log(page)).toContainText("ERROR configuration refused: workers.lanes", { timeout: 30_000 });
    await expect(page.getByText("All that was asked for is here, of", { exact: false })).toBeVisible();
    await isSound();
    await gitops.pushTag("dev-env-1", "linq-scheduler", "3.9.1");
  });

  test("what the cluster refuses is an error, not a line", async ({ page, signIn, isSound }) => {
    await signIn("Vera Lindt");
    await page.goto(`${LOGS}?service=linq-web&container=nope`);
    await expect(rows(page).first()).toContainText(
      /ERROR\s*The cluster gives no log here: container nope is not valid for pod linq-web-/,
    );
    await isSound();
    await page.goto(`${LOGS}?service=linq-web&previous=1`);
    await expect(rows(page).first()).toContainText(/The cluster gives no log here: previous terminated container/);
    await page.goto(`${LOGS}?pod=linq-web-gone`);
    await expect(rows(page).first()).toContainText("There is no pod linq-web-gone, or not any more.");
    await page.goto(`${LOGS}?application=nobody`);
    await expect(page.getByRole("alert").filter({ hasText: "The log could not be read." })).toContainText(
      "This environment has no Application of that name.",
    );
  });

  test("a line's moment is a link: the lines around it, with the line marked", async ({
    page,
    context,
    signIn,
    isSound,
  }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await signIn("Sam Roth");
    await page.goto(`${LOGS}?service=linq-data-gateway&filter=rows%20exported`);
    await expect(rows(page).first()).toBeVisible();
    await log(page).focus();
    for (let presses = 0; presses < 8; presses++) await page.keyboard.press("k");
    const chosen = rows(page).filter({ has: page.getByRole("button", { name: "Copy line" }) });
    const words = (await chosen.locator("span[dir=ltr]").last().innerText()).trim();
    await page.getByRole("button", { name: "Copy link to this moment" }).click();
    await expect(page.getByText("The link is copied.")).toBeVisible();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/\/environments\/dev-env-1\/logs\?.*at=2/);
    await page.getByRole("button", { name: "Show the lines around it" }).click();
    await expect(page).not.toHaveURL(/filter=/);
    await page.goto(link);
    await expect(page.getByText("which is marked. They are not followed.")).toBeVisible();
    const marked = rows(page).filter({ hasText: words }).locator(".bg-accent-soft");
    await expect(marked.first()).toBeInViewport();
    await isSound();
    await page.getByRole("button", { name: "Show the newest" }).click();
    await expect(page.getByText("Following 1 pod.")).toBeVisible();
  });

  test("the download is a file of what is asked for", async ({ page, signIn }) => {
    await signIn("Dana Ito");
    await page.goto(`${LOGS}?service=linq-web&filter=GET`);
    await expect(rows(page).first()).toBeVisible();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^dev-env-1-linq-web-[\dT-]+\.log$/);
    const text = readFileSync(await download.path(), "utf8");
    const lines = text.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) expect(line).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z .*GET/);
  });

  test("while Argo CD is away the page keeps its lines and says so, and goes on by itself", async ({
    page,
    signIn,
    faults,
  }) => {
    test.setTimeout(150_000);
    await signIn("Dana Ito");
    await page.goto(`${LOGS}?service=linq-inventory`);
    await expect(page.getByText("Following 1 pod.")).toBeVisible();
    await expect(rows(page).first()).toBeVisible();
    await faults.argocd("away", { seconds: 8 });
    await faults.argocd("drop-streams");
    await expect(
      page.getByText(/Argo CD does not answer, so the log of linq-inventory-.* It is tried again/),
    ).toBeVisible({
      timeout: 20_000,
    });
    await expect(rows(page).first()).toBeVisible();
    await expect(page.getByText(/Argo CD does not answer, so the log of/)).toBeHidden({ timeout: 60_000 });
    const ids = await rows(page).evaluateAll((all) => all.map((row) => row.textContent));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("fits a phone, dark, and is sound there", async ({ page, signIn, isSound }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.emulateMedia({ colorScheme: "dark" });
    await signIn("Dana Ito");
    await page.goto(LOGS);
    await expect(rows(page).first()).toBeVisible();
    await isSound();
    await rows(page).first().click();
    await expect(page.getByRole("button", { name: "Copy line" })).toBeVisible();
    await isSound();
  });

  test("hostile lines are text like any other, and bounded", async ({ page, signIn, isSound, fits }) => {
    await signIn("Dana Ito");
    const pod = "linq-web-6c9d8f7b5-abcde";
    const lines = [
      { at: 1_795_532_400_000, pod, text: '<img src=x onerror="document.title=1"><script>document.title=1</script>' },
      { at: 1_795_532_400_001, pod, text: "\u202egnorw si siht\u202c and [31mred" },
      { at: 1_795_532_400_002, pod, text: "y".repeat(16_000), whole: 1_000_000 },
      { at: 1_795_532_400_003, pod: `${"\u202e<b>".repeat(5_000)}x`, text: "a pod with a strange name" },
      { at: null, pod, text: "z".repeat(16_000), mark: "refusal" },
    ];
    const sources = { application: "a", services: [], pods: [], unnamed: 0, most: 10, containers: [] };
    const event = (name: string, data: unknown) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    const body = event("sources", sources) + event("lines", lines) + event("end", {});
    await page.route(/\/api\/environments\/dev-env-1\/logs(\?|$)/, (route) =>
      route.fulfill({ contentType: "text/event-stream", body }),
    );
    await page.goto(`${LOGS}?wrap=1&follow=0&pod=a,b`);
    await expect(log(page)).toContainText('<img src=x onerror="document.title=1"><script>');
    await expect(log(page)).toContainText("gnorw si siht and [31mred");
    expect(await page.title()).toContain("Slipway");
    await expect(rows(page)).toHaveCount(5);
    await rows(page).nth(2).click();
    await page.getByRole("button", { name: "Show whole line" }).click();
    await expect(page.getByRole("link", { name: "Download all 1,000,000 characters" })).toBeVisible();
    expect((await rows(page).nth(2).innerText()).length).toBeGreaterThan(16_000);
    await isSound();
    await page.setViewportSize({ width: 360, height: 800 });
    await fits();
  });

  test("signed out, neither the log nor its download is given", async ({ request }) => {
    for (const path of ["logs", "logs/download"])
      expect((await request.get(`/api/environments/dev-env-1/${path}`)).status(), path).toBe(401);
  });
});
