"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ComponentProps } from "react";

type Props = Omit<ComponentProps<typeof Link>, "href" | "prefetch"> & { href: string };

/** A link whose page is fetched when it is pointed at or reached by keys: merely being in view loads nothing. */
export function ReadyLink({ href, ...rest }: Props) {
  const router = useRouter();
  const prepare = () => router.prefetch(href);
  return <Link {...rest} href={href} prefetch={false} onPointerEnter={prepare} onFocus={prepare} />;
}
