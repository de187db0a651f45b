import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import "@fontsource-variable/inter";
import "@fontsource-variable/jetbrains-mono";
import "./globals.css";
import { MarkShapes } from "@/components/status/mark-shapes";
import { Providers } from "./providers";

export const metadata: Metadata = {
  title: "Slipway",
  description: "What runs where, what is moving, what is blocked and why",
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = (await cookies()).get("slipway-theme")?.value;
  const chosen = theme === "dark" || theme === "light" ? { "data-theme": theme } : {};
  return (
    <html lang="en" {...chosen}>
      <body>
        <MarkShapes />
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
