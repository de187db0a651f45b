import { Plain } from "@/components/ui/plain";
import { exactUtc } from "@/lib/format";
import type { ServiceTokenRow } from "@/lib/http/contracts/service-tokens";

/** One token: what it may do and where, until when, and what became of it. */
export function TokensRow({ token, onRevoke }: { token: ServiceTokenRow; onRevoke: () => void }) {
  const { name, prefix, scope, madeBy, at, lastUsed, state } = token;
  const actions = [...new Set(scope.flatMap((row) => row.actions))];
  return (
    <li className="grid grid-cols-1 items-start gap-x-4 gap-y-1 py-2 sm:grid-cols-[minmax(0,13rem)_minmax(0,1fr)_auto]">
      <div className="min-w-0 break-words">
        <Plain text={name} most={80} className="font-medium" />
        <code className="block text-[12.5px] text-ink-3">{prefix}…</code>
      </div>
      <div className="min-w-0 break-words">
        <Plain
          text={`${actions.join(", ")} in ${scope.map(({ environments }) => environments).join(", ")}`}
          most={400}
        />
        <p className="text-[12.5px] text-ink-3">
          Made by <Plain text={madeBy} most={80} /> on {exactUtc(at)}.{" "}
          {lastUsed ? (
            <>
              Last used {exactUtc(lastUsed.at)}
              {lastUsed.address === null ? "" : " from "}
              <Plain text={lastUsed.address ?? ""} most={60} />.
            </>
          ) : (
            "Never used."
          )}
        </p>
      </div>
      <div className="min-w-0 text-[12.5px] break-words sm:max-w-64 sm:text-right">
        <End token={token} />
        {state === "living" ? (
          <button type="button" className="btn btn-small mt-1" onClick={onRevoke}>
            Revoke
            <span className="sr-only">
              {" "}
              <Plain text={name} most={80} />
            </span>
          </button>
        ) : null}
      </div>
    </li>
  );
}

function End({ token: { state, until, revoked } }: { token: ServiceTokenRow }) {
  switch (state) {
    case "living":
      return <p className="text-ink-2">until {exactUtc(until)}</p>;
    case "expired":
      return <p className="text-warn">ended {exactUtc(until)}</p>;
    case "revoked":
      return (
        <p className="text-warn">
          revoked {revoked ? exactUtc(revoked.at) : ""} by <Plain text={revoked?.by ?? "somebody"} most={80} />:{" "}
          <Plain text={revoked?.reason ?? ""} most={200} />
        </p>
      );
  }
}
