import { compareResource } from "@/lib/domain/resource-diff";

/** How long the server works on one resource of 5 MB, step by step: between the steps others are answered. */
const BYTES = 5_000_000;

type Case = { name: string; live: object; git: object };

function manifest(data: Record<string, string>): object {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "large", namespace: "dev-env-1" }, data };
}

const line = (index: number) => `setting.number.${index} = value ${index % 97}`;
const lines = Array.from({ length: BYTES / 30 }, (_, index) => line(index));
const keys = Object.fromEntries(lines.map((text, index) => [`key-${index}`, text.slice(0, 12)]));
const every = (nth: number) => lines.map((text, index) => (index % nth === 0 ? `${text} changed` : text));

const CASES: Case[] = [
  {
    name: "one line of a long text",
    live: manifest({ a: lines.join("\n") }),
    git: manifest({ a: lines.with(90_000, "x").join("\n") }),
  },
  {
    name: "one letter of one line of 5 MB",
    live: manifest({ a: lines.join(" ") }),
    git: manifest({ a: lines.with(90_000, "x").join(" ") }),
  },
  { name: "one of many keys", live: manifest(keys), git: manifest({ ...keys, "key-70000": "other" }) },
  {
    name: "200 lines here and there",
    live: manifest({ a: lines.join("\n") }),
    git: manifest({ a: every(830).join("\n") }),
  },
  { name: "every second line", live: manifest({ a: lines.join("\n") }), git: manifest({ a: every(2).join("\n") }) },
  {
    name: "everything",
    live: manifest({ a: lines.join("\n") }),
    git: manifest({ a: lines.map((text) => `${text}!`).join("\n") }),
  },
];

for (const { name, live, git } of CASES) {
  const resource = {
    group: "",
    kind: "ConfigMap",
    namespace: "n",
    name: "large",
    hook: false,
    target: null,
    live: null,
  };
  const texts = { normalizedLive: JSON.stringify(live), predictedLive: JSON.stringify(git) };
  const steps = compareResource({ ...resource, ...texts }, { words: 50, lines: 4_000 });
  const took: number[] = [];
  for (;;) {
    const start = performance.now();
    const step = steps.next();
    took.push(Math.round(performance.now() - start));
    if (!step.done) continue;
    const size = `${(texts.normalizedLive.length / 1e6).toFixed(1)} MB`;
    const sent = `${(JSON.stringify(step.value).length / 1e3).toFixed(1)} kB sent`;
    const whole = took.reduce((sum, one) => sum + one, 0);
    console.log(
      `${name} (${size}): ${whole} ms, the longest step ${Math.max(...took)} ms, ${step.value?.lines.state}, ${sent}`,
    );
    break;
  }
}
