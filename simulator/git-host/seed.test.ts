import { afterEach, expect, it } from "vitest";
import { FILES, startTestHost, type TestHost } from "./git-host.test-support";

let host: TestHost;
afterEach(() => host.stop());

it("the first commit holds the policy's schema beside charts and environments, and nothing else of the source", async () => {
  const schema = "public/pipeline.schema.json";
  host = await startTestHost({
    files: { ...FILES, [schema]: "{}\n", "public/icon.svg": "<svg/>\n", "package.json": "{}\n" },
  });
  const copy = await host.clone();
  const listed = (await copy.git("ls-files")).trim().split("\n");
  expect(listed).toEqual([...Object.keys(FILES), schema].sort());
});
