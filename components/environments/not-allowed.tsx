import { Plain } from "@/components/ui/plain";

/** In the place of what the policy does not let somebody see: the sentence, and who could. */
export function NotAllowed({ message }: { message: string }) {
  return (
    <div className="p-4">
      <p className="max-w-prose text-ink-2">
        <Plain text={message} most={600} />
      </p>
    </div>
  );
}
