import type { EnvironmentPage } from "@/lib/http/contracts/environment";
import type { Frame } from "@/lib/http/contracts/frame";
import type { Cell, LiveEvent, Overview } from "@/lib/http/contracts/overview";

/** Ids are decimal and may be longer than a number holds exactly. */
export function isNewer(id: string, than: string): boolean {
  return id.length === than.length ? id > than : id.length > than.length;
}

/** The overview with the changed parts put in by key; the same object when the event is not newer. */
export function applyToOverview(overview: Overview, event: LiveEvent): Overview {
  if (!isNewer(event.id, overview.eventId)) return overview;
  const cells = new Map(event.cells.map((cell) => [cell.key, cell]));
  const shown = new Set(overview.environments.map((environment) => environment.name));
  const gone = new Set(event.gone);
  return {
    ...overview,
    eventId: event.id,
    generatedAt: event.at,
    environments: overview.environments.map(
      (header) => event.environments.find((e) => e.name === header.name) ?? header,
    ),
    services: overview.services.map((row) => {
      const arrived = event.cells.filter(
        (cell) =>
          cell.service === row.name && shown.has(cell.environment) && !row.cells.some((own) => own.key === cell.key),
      );
      const changed = arrived.length > 0 || row.cells.some((cell) => cells.has(cell.key) || gone.has(cell.key));
      return changed ? { ...row, cells: [...patched(row.cells, cells, gone), ...arrived] } : row;
    }),
    instances: event.instances,
    notices: event.notices ?? overview.notices,
    attention: event.attention ?? overview.attention,
    lately: event.lately,
  };
}

function patched(own: Cell[], cells: Map<string, Cell>, gone: Set<string>): Cell[] {
  return own.filter((cell) => !gone.has(cell.key)).map((cell) => cells.get(cell.key) ?? cell);
}

/** Whether the overview must be loaded anew: which rows a filter shows, and how many there are, does not travel. */
export function changesFilter(overview: Overview, event: LiveEvent): boolean {
  return overview.filter.only !== "all" && event.cells.length + event.gone.length > 0;
}

/** Whether an environment's page must be loaded anew: its history and resources do not travel with the event. */
export function concerns(page: EnvironmentPage, event: LiveEvent): boolean {
  const { name } = page.header;
  return (
    event.environments.some((header) => header.name === name) ||
    event.cells.some((cell) => cell.environment === name) ||
    event.gone.some((key) => key.startsWith(`${name}/`))
  );
}

/** What stands around every page, with what the event says of it; the same object when the event is not newer. */
export function applyToFrame<T extends Frame>(frame: T, event: LiveEvent): T {
  if (!isNewer(event.id, frame.eventId)) return frame;
  return {
    ...frame,
    eventId: event.id,
    generatedAt: event.at,
    instances: event.instances,
    notices: event.notices ?? frame.notices,
  };
}

/** The environment's page with header and cells put in at once; the rest follows by loading. */
export function applyToEnvironment(page: EnvironmentPage, event: LiveEvent): EnvironmentPage {
  if (!isNewer(event.id, page.eventId)) return page;
  const framed = applyToFrame(page, event);
  // The same header and cells say to the page's parts that nothing of theirs has changed.
  if (!concerns(page, event)) return framed;
  const cells = new Map(event.cells.map((cell) => [cell.key, cell]));
  return {
    ...framed,
    header: event.environments.find((header) => header.name === page.header.name) ?? page.header,
    cells: patched(page.cells, cells, new Set(event.gone)),
  };
}
