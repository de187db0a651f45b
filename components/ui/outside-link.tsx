import type { ReactNode } from "react";
import { safeUrl } from "@/lib/format";

/** A link that leaves Slipway; an address that is not http or https is shown as text. */
export function OutsideLink({
  href,
  children,
  className,
}: {
  href: string | null;
  children: ReactNode;
  className?: string;
}) {
  const safe = safeUrl(href);
  if (safe === null) return <span className={className}>{children}</span>;
  return (
    <a className={className} href={safe} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}
