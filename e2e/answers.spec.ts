import { expect, test } from "./fixtures";

test("what a page loads anew comes compressed", async ({ page, signIn }) => {
  await signIn("Vera Lindt");
  for (const path of ["/api/overview", "/api/environments/dev-env-1"]) {
    const answer = await page.request.get(path);
    expect([answer.status(), answer.headers()["content-encoding"]]).toEqual([200, "gzip"]);
    expect(answer.headers()["content-type"]).toBe("application/json");
  }
});
