"use client";
import { useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useEffectEvent, useState } from "react";
import { TABS } from "@/components/environments/tabs";
import { switchTheme } from "@/components/shell/theme-toggle";
import { Modal } from "@/components/ui/modal";
import { safeUrl } from "@/lib/format";
import { favouritesQuery } from "@/lib/http/query-options";
import { type Entry, type Section, sectionsAtFirst, sectionsFor } from "./entries";
import { FindLine } from "./find-line";
import { FindStanding } from "./find-standing";
import { browserStore, recentOf, remember } from "./recent";
import { useFinding } from "./use-finding";

type Props = { person: string; onClose: () => void; onHelp: () => void };

/** Finds any environment, service, application, resource, commit or page by a part of its name, and goes there. */
export function FindDialog({ person, onClose, onHelp }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState("");
  const [entered, setEntered] = useState<{ inNewTab: boolean } | null>(null);
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
    const inNewTab = event.metaKey || event.ctrlKey;
    if (isEmpty || settled) return current && follow(current, inNewTab);
    setEntered({ inNewTab });
  }

  /** Whoever types faster than is found means what will be found, not what stands there from before. */
  const followEntered = useEffectEvent(() => {
    if (entered && current) follow(current, entered.inNewTab);
    setEntered(null);
  });
  useEffect(() => {
    if (settled) followEntered();
  }, [settled]);

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
              setEntered(null);
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
        <FindStanding
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
