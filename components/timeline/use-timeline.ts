"use client";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { usePart } from "@/components/live/use-part";
import type { TimelinePage } from "@/lib/http/contracts/timeline";
import { timelineQuery } from "@/lib/http/query-options";
import type { Choices } from "@/lib/routes";
import { addOlder, countNew, takeHead } from "./take-head";

/** Nearer to the top than this, nobody has scrolled away: what is new may come in without moving what is read. */
const AT_TOP_PX = 120;

/** All that happened, as far as it was scrolled to. What is new comes in at the top, or waits while somebody reads below. */
export function useTimeline(choices: Choices, initial: TimelinePage) {
  const [shown, setShown] = useState(initial);
  const [older, setOlder] = useState<{ loading: boolean; error: string | null }>({ loading: false, error: null });
  const busy = useRef(false);
  const { data: newest = initial, error, reload } = usePart({ ...timelineQuery(choices), initial });

  const takeNew = () => setShown((before) => takeHead(before, newest));
  const onNewest = useEffectEvent(() => {
    if (window.scrollY <= AT_TOP_PX) takeNew();
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each newest page is looked at once, when it comes
  useEffect(() => onNewest(), [newest]);

  const loadOlder = async () => {
    if (shown.next === null || busy.current) return;
    busy.current = true;
    setOlder({ loading: true, error: null });
    try {
      const page = await timelineQuery(choices, shown.next).load();
      setShown((before) => addOlder(before, page));
      setOlder({ loading: false, error: null });
    } catch (failure) {
      setOlder({ loading: false, error: failure instanceof Error ? failure.message : "It did not come." });
    }
    busy.current = false;
  };
  return { shown, waiting: countNew(shown, newest), takeNew, older, loadOlder, error, reload };
}
