import { expect, test } from "./fixtures";

test.describe("the demo's clock", () => {
  test("jumps to production's window, and every open page says that it is open", async ({ page, signIn }) => {
    await signIn("Sam Roth");
    const production = page.getByRole("columnheader", { name: /production-env-1/ });
    const open = page.getByText(/^open, closes in/);
    const jump = page.getByRole("button", { name: "to when production-env-1 opens" });
    await expect(page.getByRole("complementary", { name: "Demo" })).toContainText(/It is \w+,? \d+ \w+/);
    if (await jump.isVisible()) await jump.click();
    await expect(production.filter({ has: open })).toBeVisible({ timeout: 60_000 });
    await page.reload();
    await expect(production.filter({ has: open })).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "Live" })).toBeVisible();
  });

  test("is moved by nobody who is signed out, and from no other site", async ({ page, request, signIn, addresses }) => {
    const data = { advanceTo: new Date(Date.now() + 60_000).toISOString() };
    const own = { origin: new URL(addresses.web).origin };
    expect((await request.post("/api/demo/clock", { data, headers: own })).status()).toBe(401);
    await signIn("Sam Roth");
    const foreign = { origin: "https://elsewhere.example" };
    expect((await page.request.post("/api/demo/clock", { data, headers: foreign })).status()).toBe(403);
  });
});
