import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const POLICY = "environments/pipeline.yaml";
const ADA = "Ada Brandt <ada@linq.example>";
/** A developer whose commits no other spec looks for. */
const KIM = "Kim Novak <kim@linq.example>";
const SHORTER = (text: string) => text.replace("soak: { for: 24h,", "soak: { for: 1h,");
const LONGER = (text: string) => text.replace("soak: { for: 1h,", "soak: { for: 24h,");

async function approvedBy(page: Page, signIn: (name: string) => Promise<void>, name: string) {
  await page.context().clearCookies();
  await signIn(name);
  await page.goto("/access/policy");
  await page.getByRole("button", { name: /^Approve/ }).click();
  await expect(page.getByRole("heading", { name: "Waits for approval" })).toBeHidden();
  await expect(page.getByText(`Approved by ${name}`)).toBeVisible();
}

test.describe
  .serial("rules that protect themselves", () => {
    test("a change waits: its author is refused, another admin lets it take force", async ({
      page,
      signIn,
      gitops,
      isSound,
    }) => {
      test.setTimeout(180_000);
      await signIn("Ada Brandt");
      const sha = await gitops.push(POLICY, SHORTER, { author: ADA, message: "Wait one hour only" });
      try {
        const notices = page.getByLabel("Notices");
        await expect(notices).toContainText(
          `Ada Brandt's change of the policy (${sha.slice(0, 7)}) waits for an admin other than its author.`,
          { timeout: 60_000 },
        );
        await notices.getByRole("link", { name: "See what would change" }).click();
        await expect(page.getByText("production-env-1: gates, soak time: 1 d → 1 h")).toBeVisible();
        await expect(page.getByText("You had a hand in this change")).toBeVisible();
        await expect(page.getByText("Who could: Max Oduya.")).toBeVisible();
        await expect(page.getByRole("button", { name: /^Approve/ })).toBeDisabled();
        await page.emulateMedia({ colorScheme: "light" });
        await isSound();
        await page.emulateMedia({ colorScheme: "dark" });
        await isSound();
        await page.setViewportSize({ width: 360, height: 740 });
        await isSound();
        await approvedBy(page, signIn, "Max Oduya");
      } finally {
        // What comes after must find the policy as it was: the way back waits too, and is approved.
        await gitops.push(POLICY, LONGER, { author: ADA, message: "Wait a day again" });
      }
      await expect(page.getByRole("heading", { name: "Waits for approval" })).toBeVisible({ timeout: 60_000 });
      await page.getByRole("button", { name: /^Approve/ }).click();
      await expect(page.getByRole("heading", { name: "Waits for approval" })).toBeHidden();
      await expect(page.getByLabel("Notices")).toBeHidden();
    });

    test("nobody grants themselves a role by a push; going back in Git ends the waiting", async ({
      page,
      signIn,
      gitops,
    }) => {
      test.setTimeout(120_000);
      await signIn("Dana Ito");
      const grant = (text: string) => text.replace('groups: [ "linq/platform" ]', 'groups: [ "linq/developers" ]');
      const back = (text: string) => text.replace(/(admin:\s+\{ groups: \[ )"linq\/developers"/, '$1"linq/platform"');
      await gitops.push(POLICY, grant, { author: KIM });
      try {
        await expect(page.getByLabel("Notices")).toContainText("Kim Novak's change of the policy", { timeout: 60_000 });
        await page.goto("/access/policy");
        await expect(page.getByText("The people of linq/developers get the role admin.")).toBeVisible();
        await expect(page.getByRole("button", { name: /^Approve/ })).toBeDisabled();
      } finally {
        await gitops.push(POLICY, back, { author: KIM });
      }
      await expect(page.getByRole("heading", { name: "Waits for approval" })).toBeHidden({ timeout: 60_000 });
    });
  });

test("an edited policy is tried out: a broken one says where, a good one says what would change", async ({
  page,
  signIn,
  gitops,
}) => {
  let policy = "";
  await gitops.push(
    POLICY,
    (text) => {
      policy = text;
      return `${text}# Tried.\n`;
    },
    { author: KIM },
  );
  await signIn("Vera Lindt");
  await page.goto("/access/policy");
  await page.getByLabel("Or the text").fill(policy.replace("change: direct", "change: whenever"));
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page.getByLabel("Problems")).toContainText(/pipeline\.yaml:\d+/);
  await page.getByLabel("Or the text").fill(SHORTER(policy));
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page.getByText("It would wait for approval.")).toBeVisible();
  await expect(page.getByText("production-env-1: gates, soak time: 1 d → 1 h")).toBeVisible();
});

test("who may what: a viewer sees roles and themselves, an admin everybody, with the rule of each right", async ({
  page,
  signIn,
  isSound,
}) => {
  await signIn("Vera Lindt");
  await page.goto("/access");
  await expect(page.getByRole("heading", { name: "sre" })).toBeVisible();
  await expect(page.getByLabel("Person").getByRole("option")).toHaveText(["roles only", "Vera Lindt"]);
  await page.goto("/access?person=demo:sam");
  await expect(page.getByText("There is no such person here")).toBeVisible();
  await isSound();
  await page.context().clearCookies();
  await signIn("Max Oduya");
  await page.goto("/access");
  await page.getByLabel("Person").selectOption({ label: "Sam Roth" });
  await page.getByLabel("Environment").selectOption("production-env-1");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/person=demo%3Asam/);
  const rights = page.getByRole("region", { name: "production-env-1" });
  await expect(rights.getByRole("listitem").filter({ hasText: "sync" }).first()).toContainText("as sre");
  await expect(rights.getByRole("link", { name: /pipeline\.yaml:\d+/ }).first()).toBeVisible();
  await page.emulateMedia({ colorScheme: "dark" });
  await isSound();
  await page.setViewportSize({ width: 360, height: 740 });
  await isSound();
});

test("the Git host's own protection is written out to take over", async ({ page, signIn, isSound }) => {
  await signIn("Ada Brandt");
  await page.goto("/access/protection");
  await expect(page.getByLabel("CODEOWNERS")).toContainText("/environments/pipeline.yaml @linq/platform");
  await expect(page.getByText("dev-env-1 is changed by direct commits")).toBeVisible();
  await isSound();
});
