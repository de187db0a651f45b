import { expect, test } from "./fixtures";

test("an administrator makes a token, a machine uses it, and revoked it is refused", async ({
  page,
  signIn,
  isSound,
  playwright,
}) => {
  await signIn("Ada Brandt");
  await page.goto("/access/tokens");
  await page.getByLabel("Name").fill("release-bot");
  await page.getByLabel("Environments").fill("dev-*");
  await page.getByRole("button", { name: "Make the token" }).click();
  const shown = page.getByRole("status").filter({ hasText: "not shown again" });
  const secret = await shown.locator("code").innerText();
  expect(secret).toMatch(/^slipway_/);
  await isSound();

  const machine = await playwright.request.newContext({
    baseURL: new URL(page.url()).origin,
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
  });
  const answer = await machine.get("/api/overview");
  const { environments } = (await answer.json()) as { environments: { name: string }[] };
  expect(environments.map(({ name }) => name)).toEqual(["dev-env-1"]);

  await page.reload();
  await expect(page.getByText("not shown again")).toHaveCount(0);
  const row = page.getByRole("listitem").filter({ hasText: "release-bot" });
  await expect(row).toContainText("view in dev-*");
  await expect(row).toContainText("Last used");
  await row.getByRole("button", { name: "Revoke release-bot" }).click();
  await page.getByRole("dialog", { name: "Revoke a token" }).getByLabel("Why").fill("the bot moved away");
  await page.keyboard.press("Enter");
  await expect(row).toContainText("by Ada Brandt: the bot moved away");
  expect((await machine.get("/api/overview")).status()).toBe(401);
  await machine.dispose();
});

test("who may not administer reads why, and finds no form", async ({ page, signIn, isSound }) => {
  await signIn("Vera Lindt");
  await page.goto("/access/tokens");
  await expect(page.getByText(/You may not administer\. The policy lets admin do it\./)).toBeVisible();
  await expect(page.getByRole("button", { name: "Make the token" })).toHaveCount(0);
  await isSound();
});
