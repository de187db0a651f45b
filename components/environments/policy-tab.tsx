"use client";
import { WindowLine } from "@/components/overview/window-line";
import { Status } from "@/components/status/status";
import { useEnvironment } from "./environment-frame";

/** What the policy declares against what Argo CD does. */
export function PolicyTab() {
  const { policy, window } = useEnvironment().header;
  return (
    <div className="space-y-3 p-4">
      <p>
        How Argo CD treats this environment: <b className="font-medium">{policy.words}</b>.
      </p>
      {policy.differs ? (
        <p>
          <Status tone="attention" words="Not as declared" /> <span className="text-ink-2">{policy.differs}</span>
        </p>
      ) : (
        <p>
          <Status tone="fine" words="As the policy declares" />
        </p>
      )}
      <p>
        Window: <WindowLine window={window} />
        {window.rule ? (
          <span className="text-ink-3">
            {" "}
            (<code>{window.rule}</code>)
          </span>
        ) : null}
      </p>
    </div>
  );
}
