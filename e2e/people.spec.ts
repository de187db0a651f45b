import { expect, test } from "./fixtures";

test("an administrator ends somebody's sessions, and their open page notices", async ({
  page,
  signIn,
  browser,
  isSound,
}) => {
  const other = await browser.newContext();
  const theirs = await other.newPage();
  await signIn("Noor Haddad", theirs);
  await signIn("Ada Brandt");
  await page.goto("/access/people?q=noor");
  await expect(page.getByRole("status").filter({ hasText: "1 person" })).toBeVisible();
  await page.getByRole("button", { name: /^End \d+ sessions? of Noor Haddad$/ }).click();
  const dialog = page.getByRole("dialog", { name: "End sessions" });
  await dialog.getByLabel("Why").fill("lost a laptop");
  await isSound();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "No open session of Noor Haddad" })).toBeDisabled();
  // The page that stands open says so by itself; a new one is asked to sign in.
  await expect(theirs.getByRole("banner").getByRole("status")).toHaveText("Signed out", { timeout: 60_000 });
  await theirs.goto("/timeline");
  await expect(theirs).toHaveURL(/\/sign-in\?callbackUrl=%2Ftimeline/);
  await page.goto("/audit?kind=sessions-ended");
  await expect(page.getByRole("row").filter({ hasText: "ended the sessions of Noor Haddad" }).first()).toContainText(
    "lost a laptop",
  );
  await other.close();
});

test("everybody sees their own sessions, ends the others, and sees nobody else", async ({
  page,
  signIn,
  browser,
  isSound,
}) => {
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await signIn("Ines Moreau", elsewhere);
  await signIn("Ines Moreau");
  await page.goto("/access/people");
  const own = page.getByRole("region", { name: "Your sessions" });
  await expect(own.getByText("(this one)")).toHaveCount(1);
  await expect(page.getByText(/You may not administer\. The policy lets admin do it\./)).toBeVisible();
  await expect(page.getByRole("region", { name: "People" }).getByRole("listitem")).toHaveCount(0);
  await own.getByRole("button", { name: "End the others" }).click();
  await expect(own.getByRole("listitem")).toHaveCount(1);
  await expect(own.getByText("There is no other.")).toBeVisible();
  await elsewhere.goto("/");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await page.setViewportSize({ width: 360, height: 740 });
  await isSound();
  await other.close();
});
