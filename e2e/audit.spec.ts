import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures";

test("a sign-in and a push are on record, the chain holds, and an export proves itself", async ({
  page,
  signIn,
  gitops,
  isSound,
}) => {
  await signIn("Ada Brandt");
  const sha = await gitops.push("environments/pipeline.yaml", (text) => `${text}\n# Looked over.\n`);
  await page.goto("/audit");
  const rows = page.getByRole("row");
  await expect(rows.filter({ hasText: "signed in through demo" }).first()).toContainText("Ada Brandt");
  // Live: what happens appears by itself.
  await expect(rows.filter({ hasText: `changed the policy: ${sha.slice(0, 7)} is in force` })).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole("button", { name: "Check the whole chain" }).click();
  await expect(page.getByText(/All \d+ records follow from each other/)).toBeVisible();
  await page.getByText("Anchors outside the database").click();
  await page.getByRole("button", { name: "Anchor now" }).click();
  await expect(page.getByText(/^Anchored at record \d+\.$/)).toBeVisible();
  await expect(rows.filter({ hasText: "anchored the audit at record" }).first()).toContainText("Ada Brandt");
  await page.getByRole("button", { name: "Check the whole chain" }).click();
  await isSound();
  const anchor = page.waitForEvent("download");
  await page
    .getByRole("link", { name: /^Record \d+$/ })
    .first()
    .click();
  const anchorFile = await (await anchor).path();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export JSON Lines" }).click();
  const file = await (await download).path();
  expect(
    execFileSync(process.execPath, ["scripts/verify-audit.mjs", file, "--anchor", anchorFile], { encoding: "utf8" }),
  ).toMatch(/^\d+ records, each as it was written.*, 1 of 1 anchors are of a record in it and fit/);
  await page.getByText("Check an exported file in this browser").click();
  await page.getByLabel("JSON Lines file").setInputFiles(file);
  await expect(page.getByText(/each as it was written/)).toBeVisible();
  const changed = readFileSync(file, "utf8").replace("demo:ada", "demo:eve");
  await page.getByLabel("JSON Lines file").setInputFiles({
    name: "changed.jsonl",
    mimeType: "application/jsonl",
    buffer: Buffer.from(changed),
  });
  await expect(page.getByText(/Its content is not what was hashed/)).toBeVisible();
});

test("a viewer reads what is of the environments, and of people only their own", async ({ page, signIn, isSound }) => {
  await signIn("Sam Roth");
  await page.context().clearCookies();
  await signIn("Vera Lindt");
  await page.goto("/audit?kind=signed-in");
  await expect(page.getByRole("row").filter({ hasText: "Vera Lindt" }).first()).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Sam Roth" })).toHaveCount(0);
  await page.goto("/audit?kind=operation-observed&environment=production-env-1");
  await expect(page.getByRole("row").filter({ hasText: "production-env-1" }).first()).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await isSound();
});

test("the filter stands in the address and works by keyboard", async ({ page, signIn }) => {
  await signIn("Ada Brandt");
  await page.goto("/audit");
  await page.getByLabel("Outcome").selectOption("refused");
  await page.getByLabel("Words").fill("nothing that anybody wrote");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=nothing\+that\+anybody\+wrote/);
  await expect(page).toHaveURL(/outcome=refused/);
  await expect(page.getByText("No record matches.")).toBeVisible();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page.getByRole("row").nth(1)).toBeVisible();
});
