import { plainText } from "@/lib/format";

/** Text that came from outside: shown safely, cut when it is long, whole on hover. */
export function Plain({ text, most = 300, className }: { text: string; most?: number; className?: string }) {
  const shown = plainText(text, most);
  return (
    <span className={className} dir="ltr" {...(shown.endsWith("…") ? { title: plainText(text, 2_000) } : {})}>
      {shown}
    </span>
  );
}
