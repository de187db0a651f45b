"use client";
import { useEffect, useMemo, useRef, useState } from "react";
import { useEnvironment } from "@/components/environments/environment-frame";
import { useChoices } from "@/components/inside/use-choices";
import { useNow } from "@/components/ui/clock";
import { ErrorPanel } from "@/components/ui/error-panel";
import { type LogChoices, readLogChoices } from "@/lib/domain/log-choices";
import { readLogFilter } from "@/lib/domain/log-filter";
import { environmentPath, logsApi } from "@/lib/routes";
import { LineDetails } from "./line-details";
import { LogControls } from "./log-controls";
import { LogList } from "./log-list";
import { LogStatus } from "./log-status";
import type { ShownLine } from "./log-store";
import { isoTime } from "./log-time";
import { LogTools } from "./log-tools";
import { MomentLine } from "./moment-line";
import { NoLines } from "./no-lines";
import { useLineKeys } from "./use-line-keys";
import { useLogSearch } from "./use-log-search";
import { useLogs } from "./use-logs";
import { useMoment } from "./use-moment";

/** What a person has done with one log; another log begins anew. */
type Seen = { of: string; pausedAt: number | null; chosen: number | null; whole: boolean };
const unseen = (of: string): Seen => ({ of, pausedAt: null, chosen: null, whole: false });

/** The logs of an environment's pods, as the address chooses them. */
export function LogsTab() {
  const { header } = useEnvironment();
  const [params, choose] = useChoices();
  const choices = readLogChoices((name) => params.get(name));
  const filter = readLogFilter(choices.filter);
  const asked = { ...askedFor(choices), filter: filter.ok ? choices.filter : "" };
  const moment = choices.at?.getTime() ?? null;
  const stream = logsApi(header.name, "stream", {
    ...asked,
    tail: choices.tail,
    follow: choices.follow ? null : 0,
    at: choices.at?.toISOString(),
  });
  const { snapshot, state, sources, troubles, again } = useLogs({
    address: stream,
    application: choices.application,
    follow: choices.follow,
  });
  const [last, setSeen] = useState(() => unseen(stream));
  const seen = last.of === stream ? last : unseen(stream);
  const view = { find: params.get("find") ?? "", wrap: params.get("wrap") === "1", utc: params.get("utc") === "1" };
  const found = useLogSearch(snapshot, view.find);
  const momentTarget = useMoment(snapshot, moment);
  const findField = useRef<HTMLInputElement>(null);
  const hour = hourOf(useNow());
  const select = (line: ShownLine | null) => setSeen({ ...seen, chosen: line?.id ?? null, whole: false });
  const onKey = useLineKeys({ snapshot, chosen: seen.chosen, select, found });
  const read = sources?.pods.filter((pod) => pod.read) ?? [];
  const pods = read.length > 1 || choices.pods.length > 1;
  const { find, wrap, utc } = view;
  const look = useMemo(() => ({ find, wrap, utc, pods, nowMs: hour }), [find, wrap, utc, pods, hour]);
  const paused = seen.pausedAt === null ? null : snapshot.lastId - seen.pausedAt;

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      findField.current?.focus();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);

  const details = (line: ShownLine) => {
    const at = line.at === null ? null : isoTime(line.at);
    const here = { ...askedFor(choices), application: sources?.application ?? choices.application };
    const link = at && environmentPath(header.name, "logs", { ...here, filter: choices.filter, at });
    return (
      <LineDetails
        key={line.id}
        line={line}
        whole={seen.whole}
        onWhole={() => setSeen({ ...seen, whole: !seen.whole })}
        link={link && `${window.location.origin}${link}`}
        rest={at && logsApi(header.name, "download", { ...here, pod: line.pod, service: null, from: at, to: at })}
        onAround={at && at !== choices.at?.toISOString() ? () => choose({ at, filter: null }, "push") : null}
      />
    );
  };

  return (
    <div>
      <div className="space-y-2 border-b border-line px-3.5 py-2.5">
        <LogControls choices={choices} sources={sources} choose={choose} />
        <LogTools
          choices={choices}
          view={view}
          problem={filter.ok ? null : filter.problem}
          found={found}
          findField={findField}
          download={logsApi(header.name, "download", asked)}
          paused={paused}
          onPause={
            choices.follow
              ? () => setSeen({ ...seen, pausedAt: seen.pausedAt === null ? snapshot.lastId : null })
              : null
          }
          choose={choose}
        />
        {moment === null ? null : <MomentLine at={moment} utc={view.utc} onNow={() => choose({ at: null }, "push")} />}
        <LogStatus
          state={state}
          pods={read.length}
          follow={choices.follow}
          paused={paused}
          troubles={troubles}
          letGo={snapshot.letGo}
        />
      </div>
      {state.is === "failed" ? (
        <div className="p-3">
          <ErrorPanel title="The log could not be read." detail={state.message} onRetry={again} />
        </div>
      ) : null}
      {snapshot.lines.length === 0 ? (
        <NoLines state={state} choices={choices} sources={sources} choose={choose} />
      ) : (
        <LogList
          key={stream}
          snapshot={snapshot}
          until={seen.pausedAt}
          follow={choices.follow}
          look={look}
          moment={moment}
          target={found.target ?? momentTarget}
          chosen={seen.chosen}
          whole={seen.whole}
          onChoose={select}
          onKey={onKey}
          details={details}
        />
      )}
    </div>
  );
}

function askedFor({ application, service, pods, container, previous }: LogChoices) {
  return { application, service, pod: pods.join(","), container, previous: previous ? 1 : null };
}

/** Rows are drawn anew when the day turns, not each second. */
function hourOf(nowMs: number | null): number | null {
  return nowMs === null ? null : nowMs - (nowMs % 3_600_000);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable]") !== null;
}
