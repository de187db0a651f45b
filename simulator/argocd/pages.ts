import type { Context, Route } from "./context";
import { sendHtml } from "./http";
import type { Application } from "./wire";

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const STYLE =
  "body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1c2024;background:#fff}table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #e4e6e9;vertical-align:top}form{display:inline-block;margin:.2rem .4rem .2rem 0}button,select,input{font:inherit;padding:.2rem .6rem}h2{margin-top:2rem}";

export function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><h1>${escapeHtml(title)}</h1>${body}</body></html>`;
}

export function table(heads: string[], rows: (string | undefined)[][]): string {
  const cells = (tag: string, values: (string | undefined)[]) =>
    values.map((value) => `<${tag}>${escapeHtml(value ?? "")}</${tag}>`).join("");
  return `<table><thead><tr>${cells("th", heads)}</tr></thead><tbody>${rows.map((row) => `<tr>${cells("td", row)}</tr>`).join("")}</tbody></table>`;
}

function applicationPage(app: Application): string {
  const { spec, status } = app;
  const operation = status.operationState;
  const facts = table(
    ["What", "Value"],
    [
      ["Project", spec.project],
      ["Source", `${spec.source?.repoURL ?? ""} ${spec.source?.path ?? ""} ${spec.source?.targetRevision ?? ""}`],
      ["Destination", spec.destination.namespace],
      ["Sync", `${status.sync.status} ${status.sync.revision ?? ""}`],
      ["Health", `${status.health.status ?? ""} ${status.health.message ?? ""}`],
      [
        "Last operation",
        operation ? `${operation.phase}: ${operation.message ?? ""} (${operation.startedAt})` : "none",
      ],
    ],
  );
  const conditions = (status.conditions ?? []).map((condition) => [condition.type, condition.message]);
  const resources = (status.resources ?? []).map((item) => [
    item.kind,
    item.name,
    item.status ?? (item.hook ? "hook" : ""),
    item.health?.status,
  ]);
  const history = [...(status.history ?? [])]
    .reverse()
    .map((entry) => [String(entry.id), entry.revision, entry.deployedAt, entry.initiatedBy.username ?? "automatic"]);
  return page(
    app.metadata.name,
    `<p>This is the simulated Argo CD. <a href="/applications">All applications</a></p>${facts}` +
      `${conditions.length > 0 ? `<h2>Conditions</h2>${table(["Type", "Message"], conditions)}` : ""}` +
      `<h2>Resources</h2>${table(["Kind", "Name", "Sync", "Health"], resources)}` +
      `<h2>History</h2>${table(["Id", "Revision", "Deployed", "By"], history)}`,
  );
}

function listPage(context: Context): string {
  const all = context.simulation.applications();
  const items = all.slice(0, 500).map((app) => {
    const href = `/applications/${encodeURIComponent(app.metadata.namespace)}/${encodeURIComponent(app.metadata.name)}`;
    return `<li><a href="${href}">${escapeHtml(app.metadata.name)}</a> ${escapeHtml(`${app.status.sync.status} ${app.status.health.status ?? ""}`)}</li>`;
  });
  return page(
    "Applications",
    `<p>This is the simulated Argo CD: ${all.length} applications. <a href="/simulator">Simulator</a></p><ul>${items.join("")}</ul>`,
  );
}

/** Small pages that "open in Argo CD" leads to (decisions.md 22). */
export const pageRoutes: Route = (context, call) => {
  if (call.method !== "GET" || !call.request.headers.accept?.includes("text/html")) return false;
  const [first, namespace, name] = call.segments;
  if (call.path === "/" || (first === "applications" && !namespace)) {
    sendHtml(call, 200, listPage(context));
    return true;
  }
  if (first !== "applications" || !namespace) return false;
  const app = context.simulation.application(name ?? namespace);
  if (app) sendHtml(call, 200, applicationPage(app));
  else
    sendHtml(
      call,
      404,
      page("No such application", `<p>The simulated Argo CD has no application ${escapeHtml(name ?? namespace)}.</p>`),
    );
  return true;
};
