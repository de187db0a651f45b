"use client";
import { useMutation } from "@tanstack/react-query";
import { Modal } from "@/components/ui/modal";
import { Plain } from "@/components/ui/plain";
import { postJson } from "@/lib/http/client";
import type { PersonRow } from "@/lib/http/contracts/people";
import { END_SESSIONS_API } from "@/lib/routes";

type Props = { person: PersonRow; onClose: () => void; onEnded: () => void };

/** Asks why before it ends every session of a person. */
export function PeopleEnd({ person, onClose, onEnded }: Props) {
  const end = useMutation({
    mutationFn: (reason: string) => postJson(END_SESSIONS_API, { person: person.id, reason }),
    onSuccess: onEnded,
  });
  return (
    <Modal label="End sessions" onClose={onClose} className="m-auto w-full max-w-md p-4 text-ink">
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          end.mutate(String(new FormData(event.currentTarget).get("reason") ?? ""));
        }}
      >
        <h2 className="font-semibold break-words">
          End the sessions of <Plain text={person.name} most={80} />?
        </h2>
        <p className="text-ink-2">
          They are signed out everywhere with their next request. They may sign in again as long as the policy lets
          them.
        </p>
        <label className="flex flex-col gap-1">
          Why
          <input
            name="reason"
            required
            maxLength={500}
            data-focus-first
            className="rounded-md border border-line-strong bg-surface px-2.5 py-1.5"
          />
          <span className="text-[12.5px] text-ink-3">It is put on record.</span>
        </label>
        {end.error ? (
          <p role="alert" className="text-bad">
            {end.error.message}
          </p>
        ) : null}
        <div className="flex justify-end gap-2">
          <button type="button" className="btn" onClick={onClose}>
            Keep them
          </button>
          <button type="submit" className="btn" disabled={end.isPending}>
            {end.isPending ? "Ending…" : "End the sessions"}
          </button>
        </div>
      </form>
    </Modal>
  );
}
