import { Plain } from "@/components/ui/plain";

type Props = {
  typed: string;
  error: Error | null;
  settled: boolean;
  isEmpty: boolean;
  none: boolean;
  retry: () => void;
};

/** How the finding goes, for eyes and ears. */
export function FindStanding({ typed, error, settled, isEmpty, none, retry }: Props) {
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
