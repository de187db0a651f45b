import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures";

const PEOPLE = [
  ["Dana Ito", "Developer"],
  ["Quinn Vale", "QA"],
  ["Ines Moreau", "QA"],
  ["Sam Roth", "SRE"],
  ["Noor Haddad", "SRE"],
  ["Vera Lindt", "Viewer"],
  ["Ada Brandt", "Admin"],
  ["Max Oduya", "Admin"],
] as const;

test.describe("sign-in", () => {
  test("offers each of the demo's people as a button with name and role, and nobody else", async ({ page }) => {
    await page.goto("/sign-in");
    const buttons = page.getByRole("region", { name: "Demo people" }).getByRole("button");
    await expect(buttons).toHaveCount(PEOPLE.length);
    for (const [index, [name, role]] of PEOPLE.entries())
      await expect(buttons.nth(index)).toHaveAccessibleName(new RegExp(`^${name} ${role} \\w`));
  });

  test("brings a person back to where they were going, and shows who they are", async ({ page }) => {
    await page.goto("/environments/dev-env-1/history");
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
    await page.getByRole("button", { name: "Quinn Vale" }).click();
    await expect(page).toHaveURL(/\/environments\/dev-env-1\/history$/);
    await expect(page.getByLabel("Quinn Vale, QA")).toBeVisible();
  });

  test("signing out ends it, for pages and for programs", async ({ page, signIn }) => {
    await signIn("Sam Roth");
    expect((await page.request.get("/api/overview")).status()).toBe(200);
    await page.goto("/sign-out");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(page).toHaveURL(/\/sign-in$/);
    await page.goto("/");
    await expect(page).toHaveURL(/\/sign-in$/);
    expect((await page.request.get("/api/overview")).status()).toBe(401);
  });

  test("a forged session is none: pages lead to sign-in, routes refuse", async ({ page, context, addresses }) => {
    const { hostname } = new URL(addresses.web);
    const forged = { name: "next-auth.session-token", value: "eyJhbGciOiJub25lIn0.e30.", domain: hostname, path: "/" };
    await context.addCookies([forged]);
    await page.goto("/environments/dev-env-1");
    await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Fenvironments%2Fdev-env-1$/);
    for (const route of ["/api/overview", "/api/environments/dev-env-1", "/api/events"])
      expect((await page.request.get(route)).status(), route).toBe(401);
  });

  test("leads nowhere else, whatever the address says", async ({ page, addresses }) => {
    await page.goto("/sign-in?callbackUrl=%2F%5Cevil.example%2F");
    await page.getByRole("button", { name: "Vera Lindt" }).click();
    await expect(page.getByLabel("Vera Lindt, Viewer")).toBeVisible();
    expect(new URL(page.url()).origin).toBe(new URL(addresses.web).origin);
  });

  test("says in words what went wrong, and repeats nothing from the address", async ({ page }) => {
    await page.goto("/sign-in?error=AccessDenied");
    await expect(page.getByRole("alert").filter({ hasText: "Ask an administrator" })).toBeVisible();
    await page.goto("/sign-in?error=%3Cb%3Epay%20here");
    await expect(page.getByRole("alert").filter({ hasText: "The sign-in did not work. Try again." })).toBeVisible();
    await expect(page.getByText("pay here")).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map((violation) => violation.id)).toEqual([]);
  });

  test("runs under a strict content security policy, with nothing to complain about", async ({ page, signIn }) => {
    const complaints: string[] = [];
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    const answer = await page.goto("/sign-in");
    expect(answer?.headers()["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    await signIn("Ada Brandt");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(complaints).toEqual([]);
  });

  test("fits a phone", async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.goto("/sign-in");
    await expect(page.getByRole("button", { name: "Dana Ito" })).toBeEnabled();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });

  test("without JavaScript it says what is missing", async ({ request }) => {
    const page = await (await request.get("/sign-in")).text();
    expect(page).toMatch(/<noscript>.*Signing in needs JavaScript/s);
  });
});
