"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Plain } from "@/components/ui/plain";
import { postJson } from "@/lib/http/client";
import type { MayPress, PolicyPage, PolicyPending } from "@/lib/http/contracts/access-policy";
import { policyQuery } from "@/lib/http/query-options";
import { accessApi } from "@/lib/routes";

type Decision = "approve" | "reject";

/** Approve or reject exactly what is shown. What one may not press is there, with the reason and who could. */
export function PolicyDecide({ pending, seal }: { pending: PolicyPending; seal: string }) {
  const [comment, setComment] = useState("");
  const client = useQueryClient();
  const decide = useMutation({
    mutationFn: (decision: Decision) => postJson<PolicyPage>(accessApi("policy"), { decision, seal, comment }),
    onSuccess: (page) => client.setQueryData(policyQuery.queryKey, page),
    onError: () => void client.invalidateQueries({ queryKey: policyQuery.queryKey }),
  });
  const { approve, reject, missing } = pending;
  const noReason = comment.trim() === "";
  return (
    <div className="space-y-2 rounded-lg border border-line bg-sunken p-3">
      <p className="text-ink-2">
        {missing.length === 0
          ? "All approvals are there."
          : `Still asked for: ${missing.map(({ role, count }) => `${count} of ${role}`).join(", ")}.`}
      </p>
      <label className="block text-xs text-ink-3">
        <span className="block">Comment; to reject, say why</span>
        <textarea
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          maxLength={2_000}
          rows={2}
          disabled={!(approve.allowed || reject.allowed)}
          className="w-full max-w-[640px] rounded-md border border-line bg-surface px-2.5 py-1.5 text-ink"
        />
      </label>
      <div className="flex flex-wrap items-center gap-2">
        <button
          type="button"
          className="btn border-accent bg-accent text-accent-ink hover:bg-accent disabled:border-line-strong disabled:bg-surface disabled:text-ink-3"
          disabled={!approve.allowed || decide.isPending}
          aria-describedby="policy-approve-why"
          onClick={() => decide.mutate("approve")}
        >
          Approve, so that it takes force
        </button>
        <button
          type="button"
          className="btn text-bad disabled:text-ink-3"
          disabled={!reject.allowed || noReason || decide.isPending}
          aria-describedby="policy-approve-why"
          onClick={() => decide.mutate("reject")}
        >
          Reject, so that the old rules stay
        </button>
      </div>
      <p id="policy-approve-why" className="text-[12.5px] text-ink-2">
        <Why may={approve} could={pending.could} />
      </p>
      <p role="status" className="text-bad">
        {decide.error?.message ?? ""}
      </p>
    </div>
  );
}

function Why({ may, could }: { may: MayPress; could: string[] }) {
  if (may.allowed) return "It is approved for exactly this content; a newer push asks again.";
  return (
    <>
      <Plain text={may.reason} most={400} />
      {could.length > 0 ? (
        <>
          {" "}
          Who could: <Plain text={could.join(", ")} most={200} />.
        </>
      ) : null}
    </>
  );
}
