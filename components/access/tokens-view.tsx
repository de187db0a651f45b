"use client";
import { useState } from "react";
import { StaleNote } from "@/components/inside/stale-note";
import { useChoices } from "@/components/inside/use-choices";
import { usePart } from "@/components/live/use-part";
import { Pager } from "@/components/ui/pager";
import type { ServiceTokenRow, ServiceTokensPage } from "@/lib/http/contracts/service-tokens";
import { tokensQuery } from "@/lib/http/query-options";
import { TokensMake } from "./tokens-make";
import { TokensRevoke } from "./tokens-revoke";
import { TokensRow } from "./tokens-row";

const EVERY_MS = 30_000;

type Props = { initial: ServiceTokensPage; web: string };

/** The tokens there are, and the way to make one. */
export function TokensView({ initial, web }: Props) {
  const [params, choose] = useChoices();
  const [revoking, setRevoking] = useState<ServiceTokenRow | null>(null);
  const page = Number(params.get("page") ?? 1) || 1;
  const query = { ...tokensQuery(page), ...(page === initial.page ? { initial } : {}), everyMs: EVERY_MS };
  const { data, error, reload } = usePart<ServiceTokensPage>(query);
  const { rows, page: at, pages } = data ?? initial;
  return (
    <>
      {error ? <StaleNote at={null} why={error.message} onRetry={reload} /> : null}
      <div className="divide-y divide-line">
        <TokensMake onMade={reload} />
        <section aria-labelledby="tokens" className="px-3.5 py-3">
          <div className="mb-2 flex flex-wrap items-center gap-3">
            <h2 id="tokens" className="font-semibold">
              Tokens
            </h2>
            <span className="flex-1" />
            {pages > 1 ? (
              <Pager what="Tokens" at={at} of={pages} onGo={(to) => choose({ page: to > 1 ? String(to) : null })} />
            ) : null}
          </div>
          {rows.length === 0 ? (
            <NoTokens web={web} />
          ) : (
            <ul className="divide-y divide-line">
              {rows.map((token) => (
                <TokensRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
              ))}
            </ul>
          )}
        </section>
      </div>
      {revoking ? (
        <TokensRevoke
          token={revoking}
          onClose={() => setRevoking(null)}
          onRevoked={() => {
            setRevoking(null);
            reload();
          }}
        />
      ) : null}
    </>
  );
}

function NoTokens({ web }: { web: string }) {
  return (
    <div className="text-ink-2">
      <p>There is none yet. A pipeline or a script uses one instead of a person's session:</p>
      <pre className="mt-1 text-[12.5px] whitespace-pre-wrap [overflow-wrap:anywhere]">
        curl -H "Authorization: Bearer $SLIPWAY_TOKEN" {web}/api/overview
      </pre>
    </div>
  );
}
