"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useState } from "react";
import { TABS } from "@/components/environments/tabs";
import { switchTheme } from "@/components/shell/theme-toggle";
import { Modal } from "@/components/ui/modal";
import { Plain } from "@/components/ui/plain";
import { safeUrl } from "@/lib/format";
import { favouritesQuery } from "@/lib/http/query-options";
import { type Entry, type Section, sectionsAtFirst, sectionsFor } from "./entries";
import { FindLine } from "./find-line";
import { browserStore, recentOf, remember } from "./recent";
import { useFinding } from "./use-finding";

type Props = { person: string; onClose: () => void; onHelp: () => void };

/** Finds any environment, service, application, resource, commit or page by a part of its name, and goes there. */
export function FindDialog({ person, onClose, onHelp }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState("");
  const [recent] = useState(() => recentOf(browserStore, person));
  const { data: favourites = [] } = useQuery({ queryKey: favouritesQuery.queryKey, queryFn: favouritesQuery.load });
  const { answer, error, settled, retry } = useFinding(typed);
  const isEmpty = typed.trim() === "";
  const sections = isEmpty ? sectionsAtFirst(favourites, recent) : answer ? sectionsFor(answer, TABS) : [];
  const all = sections.flatMap(({ entries }) => entries);
  const current = all.find(({ value }) => value === chosen) ?? all[0];

  function follow({ leads, recent: own }: Entry, inNewTab: boolean) {
    if (own) remember(browserStore, person, own);
    switch (leads.to) {
      case "help":
        return onHelp();
      case "theme":
        return switchTheme();
      case "outside":
      case "page": {
        const href = leads.to === "page" ? leads.href : safeUrl(leads.href);
        if (href === null || href === "") return;
        if (inNewTab || leads.to === "outside") return void window.open(href, "_blank", "noopener");
        onClose();
        return router.push(href);
      }
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault(); // cmdk does not tell with which keys something was chosen
    if (current) follow(current, event.metaKey || event.ctrlKey);
  }

  return (
    <Modal
      label="Find anything"
      onClose={onClose}
      className="mx-auto mt-[8vh] w-[640px] max-w-[96vw] overflow-hidden p-0 text-ink shadow-xl"
    >
      <Command
        label="Find anything"
        shouldFilter={false}
        loop
        value={current?.value ?? ""}
        onValueChange={setChosen}
        onKeyDown={onKeyDown}
      >
        <div className="flex items-center border-b border-line pr-2">
          <Command.Input
            value={typed}
            maxLength={200}
            data-focus-first
            onValueChange={(text) => {
              setTyped(text);
              setChosen("");
            }}
            placeholder="A service, environment, application, resource, commit or page"
            className="h-12 min-w-0 flex-1 bg-transparent px-4 text-[15px] outline-none placeholder:text-ink-3"
          />
          <button type="button" className="btn btn-small" onClick={onClose}>
            Close
          </button>
        </div>
        <Command.List className="max-h-[min(60vh,560px)] overflow-y-auto overscroll-contain p-1.5">
          {sections.map((section) => (
            <FindSection key={section.heading} section={section} onChoose={follow} />
          ))}
        </Command.List>
        <Standing
          typed={typed}
          error={error}
          settled={settled}
          isEmpty={isEmpty}
          none={all.length === 0}
          retry={retry}
        />
      </Command>
    </Modal>
  );
}

function FindSection({ section, onChoose }: { section: Section; onChoose: (entry: Entry, inNewTab: boolean) => void }) {
  return (
    <Command.Group
      heading={section.heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-3"
    >
      {section.entries.map((entry) => (
        <FindLine key={entry.value} entry={entry} onChoose={onChoose} />
      ))}
      {section.more ? <p className="px-2.5 py-1 text-xs text-ink-3">And more: type more of the name.</p> : null}
    </Command.Group>
  );
}

type StandingProps = {
  typed: string;
  error: Error | null;
  settled: boolean;
  isEmpty: boolean;
  none: boolean;
  retry: () => void;
};

/** How the finding goes, for eyes and ears. */
function Standing({ typed, error, settled, isEmpty, none, retry }: StandingProps) {
  if (!isEmpty && error)
    return (
      <div role="alert" className="flex items-center gap-3 border-t border-line px-4 py-2.5 text-[12.5px]">
        <p className="min-w-0 flex-1">
          <b className="font-semibold text-bad">Finding does not work just now.</b>{" "}
          <Plain text={error.message} most={200} className="text-ink-2" />
        </p>
        <button type="button" className="btn btn-small" onClick={retry}>
          Try again
        </button>
      </div>
    );
  return (
    <p role="status" className="border-t border-line px-4 py-2.5 text-[12.5px] text-ink-3">
      {isEmpty ? (
        "Enter goes there, with ⌘ or Ctrl in a new tab."
      ) : !settled ? (
        "Looking…"
      ) : none ? (
        <>
          Nothing is called “<Plain text={typed.trim()} most={60} />
          ”. Parts of names of services, environments, applications and resources find them; so do words of a commit or
          the beginning of its SHA.
        </>
      ) : (
        "Several words narrow it down: linq-web staging."
      )}
    </p>
  );
}
