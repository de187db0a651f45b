import { counted } from "../counted";
import type { AuditEvent } from "./event";

/** What happened, as a sentence that begins after the actor's name: "signed in". */
export function auditWords(event: AuditEvent): string {
  switch (event.kind) {
    case "signed-in":
      return `signed in through ${event.details.provider}`;
    case "sign-in-refused":
      return `was not let in through ${event.details.provider}`;
    case "signed-out":
      return "signed out";
    case "sessions-ended":
      return `ended the sessions of ${event.details.person}`;
    case "groups-changed":
      return `the groups of ${event.details.person} changed: ${changedGroups(event.details)}`;
    case "access-refused":
      return `was refused: ${event.details.action}`;
    case "policy-took-effect":
      return `changed the policy: ${short(event.details.commit)} is in force`;
    case "policy-unreadable":
      return `wrote a policy that cannot be read: ${short(event.details.commit)}, ${counted(event.details.problems, "problem")}`;
    case "policy-waits-for-approval":
      return `changed the policy: ${short(event.details.commit)} waits for approval`;
    case "policy-approved":
      return `approved the policy ${short(event.details.commit)} of ${event.details.author}`;
    case "policy-rejected":
      return `rejected the policy ${short(event.details.commit)} of ${event.details.author}`;
    case "operation-observed":
      return `${event.details.operation}: ${event.details.phase.toLowerCase()}`;
    case "deployment-observed":
      return deployed(event.details);
    case "webhook-taken":
      return `sent a webhook: ${event.details.event}`;
    case "webhook-refused":
      return `sent a webhook that was refused, as ${event.details.source}`;
    case "token-made":
      return `made the service token ${event.details.token}`;
    case "token-revoked":
      return `revoked the service token ${event.details.token}`;
    case "demo-clock-moved":
      return `moved the demo's clock to ${event.details.to}`;
    case "audit-exported":
      return `exported the audit as ${event.details.format}${event.details.filter ? `, ${event.details.filter}` : ""}`;
    case "audit-anchored":
      return `anchored the audit at record ${event.details.seq}`;
    case "audit-archived":
      return `archived the audit of ${event.details.month}: ${counted(event.details.records, "record")} up to ${event.details.last}`;
  }
}

function deployed({
  how,
  revision,
  versions,
}: Extract<AuditEvent, { kind: "deployment-observed" }>["details"]): string {
  const what = Object.entries(versions).map(([service, version]) => `${service} ${version}`);
  const verb = how === "rollback" ? "rolled back to" : "deployed";
  return `${verb} ${what.slice(0, 3).join(", ") || short(revision ?? "an unknown revision")}${what.length > 3 ? " and more" : ""}`;
}

function changedGroups({ added, removed }: { added: string[]; removed: string[] }): string {
  return [...added.map((group) => `now in ${group}`), ...removed.map((group) => `no longer in ${group}`)].join(", ");
}

function short(sha: string): string {
  return /^[0-9a-f]{40}$/.test(sha) ? sha.slice(0, 7) : sha;
}
