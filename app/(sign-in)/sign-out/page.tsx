import { SignOutView } from "@/components/sign-in/sign-out-view";

export const dynamic = "force-dynamic";
export const metadata = { title: "Sign out · Slipway" };

export default function SignOutPage() {
  return <SignOutView />;
}
