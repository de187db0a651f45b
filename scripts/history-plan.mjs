/** Three weeks of work on the LINQ platform, as it would have gone: what was changed where, by whom, and who synced. */

export const BEGINNING = {
  "linq-orchestrator": "2.3.0",
  "linq-workcell-manager": "1.8.1",
  "linq-scheduler": "3.0.4",
  "linq-inventory": "0.14.0",
  "linq-data-gateway": "5.0.1",
  "linq-web": "4.9.2",
};

const dev = (day, time, service, tag, message) => ({
  day,
  time,
  who: "dana",
  environment: "dev-env-1",
  tags: { [service]: tag },
  message,
});
const staging = (day, time, who, tags) => ({
  day,
  time,
  who,
  environment: "staging-env-1",
  tags,
  message: `Bring ${words(tags)} to staging`,
});
const production = (day, time, who, tags) => ({
  day,
  time,
  who,
  environment: "production-env-1",
  tags,
  message: `Production update: ${words(tags)}`,
  sync: true,
});

/** Somebody changes dev with kubectl; Argo CD puts it back. */
const byHand = (day, time, service, kind) => ({ day, time, environment: "dev-env-1", act: "drift", service, kind });
const dryRun = (day, time, who) => ({ day, time, who, environment: "production-env-1", act: "dry-run" });
/** Back to what ran before, by Argo CD's own rollback: it knows the account that asked, not the person. */
const rollback = (day, time) => ({ day, time, environment: "production-env-1", act: "rollback" });

function words(tags) {
  return Object.entries(tags)
    .map(([service, tag]) => `${service.replace("linq-", "")} ${tag}`)
    .join(", ");
}

/** `day` counts working days back from today; times are UTC; production is synced inside its window. */
export const PLAN = [
  dev(14, "09:10", "linq-orchestrator", "2.3.1", "Stop runs that lost their workcell"),
  dev(14, "13:05", "linq-web", "4.10.0", "Show the plate map while a run goes on"),
  staging(13, "10:20", "quinn", { "linq-orchestrator": "2.3.1", "linq-web": "4.10.0" }),
  production(12, "14:30", "sam", { "linq-orchestrator": "2.3.1", "linq-web": "4.10.0" }),
  dev(11, "09:40", "linq-inventory", "0.14.1", "Count reagents by lot"),
  dev(11, "15:10", "linq-scheduler", "3.1.0", "Plan around calibrations"),
  staging(10, "11:00", "ines", { "linq-inventory": "0.14.1", "linq-scheduler": "3.1.0" }),
  dev(10, "15:30", "linq-inventory", "0.14.2", "Move lots to a table of their own"),
  staging(10, "16:20", "quinn", { "linq-inventory": "0.14.2-refused" }),
  staging(10, "16:52", "quinn", { "linq-inventory": "0.14.2" }),
  dryRun(9, "15:02", "noor"),
  production(9, "15:20", "noor", { "linq-inventory": "0.14.1", "linq-scheduler": "3.1.0" }),
  dev(8, "10:05", "linq-orchestrator", "2.4.0", "Resume runs after a restart"),
  dev(8, "16:12", "linq-workcell-manager", "1.8.2-crash", "Read the deck layout from the instrument"),
  dev(8, "16:31", "linq-workcell-manager", "1.8.2", "Wait for the instrument before reading its deck"),
  byHand(7, "09:12", "linq-orchestrator", "scale"),
  byHand(7, "09:14", "linq-orchestrator", "scale"),
  byHand(7, "09:19", "linq-orchestrator", "config"),
  staging(7, "10:30", "quinn", { "linq-orchestrator": "2.4.0", "linq-workcell-manager": "1.8.2" }),
  production(6, "14:10", "sam", { "linq-orchestrator": "2.4.0", "linq-workcell-manager": "1.8.2" }),
  rollback(6, "15:05"),
  dev(5, "09:25", "linq-data-gateway", "5.0.2", "Send large results in parts"),
  dev(5, "14:50", "linq-web", "4.11.0", "Search in the run history"),
  staging(4, "11:45", "ines", { "linq-data-gateway": "5.0.2", "linq-web": "4.11.0" }),
  production(3, "16:05", "noor", { "linq-data-gateway": "5.0.2", "linq-web": "4.11.0" }),
  dev(3, "17:20", "linq-orchestrator", "2.5.0", "Let two workcells share a run"),
  dev(2, "09:15", "linq-inventory", "0.14.3", "Warn before a reagent expires"),
  staging(2, "13:30", "quinn", { "linq-orchestrator": "2.5.0", "linq-inventory": "0.14.3" }),
  dev(2, "15:40", "linq-workcell-manager", "1.9.0", "Support the new liquid handler"),
  dev(1, "08:50", "linq-scheduler", "3.2.0", "Reserve instruments ahead"),
  staging(1, "11:10", "ines", { "linq-workcell-manager": "1.9.0", "linq-scheduler": "3.2.0" }),
  dev(1, "14:25", "linq-inventory", "0.15.0", "Track plates across workcells"),
  dev(1, "16:40", "linq-web", "4.12.0", "Show who holds an instrument"),
];

/** The instant of a plan's line: `back` working days before today, at a time in UTC. */
export function instantOf(back, time, now) {
  const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
  for (let left = back; left > 0; ) {
    day.setUTCDate(day.getUTCDate() - 1);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) left--;
  }
  const [hour, minute] = time.split(":").map(Number);
  return new Date(day.getTime() + (hour * 60 + minute) * 60_000);
}

/** A values file with other tags; everything else stays as it is. */
export function withTags(text, tags) {
  return Object.entries(tags).reduce((now, [service, tag]) => {
    const place = new RegExp(String.raw`^(${service}:[^\n]*(?:\n(?:[ \t].*)?)*?\n[ \t]+tag:[ \t]*)("[^"]*"|\S+)`, "m");
    return now.replace(place, (_whole, head) => `${head}"${tag}"`);
  }, text);
}
