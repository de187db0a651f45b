import { expect, test } from "./fixtures";

test("environments are found by a part of their name, which stands in the address", async ({
  page,
  signIn,
  isSound,
}) => {
  await signIn("Quinn Vale");
  await expect(page.getByRole("columnheader", { name: /dev-env-1/ })).toBeVisible();
  await page.goto("/?env=STAG");
  await expect(page.getByRole("columnheader", { name: /staging-env-1/ })).toBeVisible();
  await expect(page.getByRole("columnheader", { name: /dev-env-1/ })).toBeHidden();
  await page.getByLabel("Find an environment").fill("nowhere");
  await expect(page).toHaveURL(/env=nowhere/);
  await expect(page.getByText("No environment matches.")).toBeVisible();
  await isSound();
  await page.getByRole("link", { name: "Show all" }).click();
  await expect(page.getByRole("columnheader", { name: /dev-env-1/ })).toBeVisible();
});
