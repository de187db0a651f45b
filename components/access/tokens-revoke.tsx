"use client";
import { useMutation } from "@tanstack/react-query";
import { Modal } from "@/components/ui/modal";
import { Plain } from "@/components/ui/plain";
import { postJson } from "@/lib/http/client";
import type { ServiceTokenRow } from "@/lib/http/contracts/service-tokens";
import { tokenApi } from "@/lib/routes";

type Props = { token: ServiceTokenRow; onClose: () => void; onRevoked: () => void };

/** Asks why before it revokes a token. */
export function TokensRevoke({ token, onClose, onRevoked }: Props) {
  const revoke = useMutation({
    mutationFn: (reason: string) => postJson(tokenApi(token.id), { revoke: true, reason }),
    onSuccess: onRevoked,
  });
  return (
    <Modal label="Revoke a token" onClose={onClose} className="m-auto w-full max-w-md p-4 text-ink">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          revoke.mutate(String(new FormData(event.currentTarget).get("reason") ?? ""));
        }}
      >
        <h2 className="font-semibold break-words">
          Revoke <Plain text={token.name} most={80} />?
        </h2>
        <p className="text-ink-2">It is refused from the next request on, and cannot be given back.</p>
        <label className="flex flex-col gap-1">
          Why
          <input name="reason" required maxLength={500} data-focus-first className={FIELD} />
          <span className="text-[12.5px] text-ink-3">It is put on record.</span>
        </label>
        {revoke.error ? (
          <p role="alert" className="text-bad">
            {revoke.error.message}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <button type="button" className="btn" onClick={onClose}>
            Keep it
          </button>
          <button type="submit" className="btn" disabled={revoke.isPending}>
            {revoke.isPending ? "Revoking…" : "Revoke it"}
          </button>
        </div>
      </form>
    </Modal>
  );
}

const FIELD = "rounded-md border border-line-strong bg-surface px-2.5 py-1.5";
