"use client";
import type { ReactNode } from "react";
import { applyToFrame } from "@/components/live/apply-live-event";
import { useLivePage } from "@/components/live/use-live-page";
import { useRefreshParts } from "@/components/live/use-refresh-parts";
import type { Frame } from "@/lib/http/contracts/frame";
import { EVERYWHERE, frameQuery } from "@/lib/http/query-options";
import { DemoBar } from "./demo-bar";
import { Notices } from "./notices";
import type { Place } from "./places";
import { type ScreenActor, TopBar } from "./top-bar";

type Props = { initial: Frame; actor: ScreenActor; here: Place; children: ReactNode };

/** A page that is of no single environment: what is loaded under EVERYWHERE follows each change. */
export function PageFrame({ initial, actor, here, children }: Props) {
  const { page, connection } = useLivePage({ ...frameQuery, initial, apply: applyToFrame, needsMore: () => false });
  useRefreshParts(EVERYWHERE, page.eventId);
  return (
    <>
      <TopBar platform={page.platform} actor={actor} connection={connection} instances={page.instances} here={here} />
      {page.demo ? <DemoBar environments={[]} /> : null}
      <main id="content" className="mx-auto max-w-[1720px] space-y-3 px-3 pt-4 pb-10 sm:px-5">
        <Notices notices={page.notices} instances={page.instances} connection={connection} />
        {children}
      </main>
    </>
  );
}
