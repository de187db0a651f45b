/** What next-auth's error codes mean, in words that a person can act on. */
const WORDS: Readonly<Record<string, string>> = {
  AccessDenied:
    "You are known, but not let in: the policy's sign-in names who may come in. Ask an administrator to name your organisation, mail domain or group there.",
  CredentialsSignin: "That did not let you in. Check the code and try again.",
  OAuthSignin: "The sign-in service could not be reached. Try again in a moment.",
  OAuthCallback: "The sign-in service did not confirm who you are. Try again; if it stays so, tell an administrator.",
  Callback: "The sign-in broke off on the way back. Try again.",
  Configuration: "Sign-in is configured wrongly here. An administrator finds the reason in the log.",
  Unavailable: "Slipway cannot look up who may come in, since its database does not answer. Try again in a moment.",
  TooMany:
    "There were too many tries to sign in from your address. Wait a minute, then try again; for the code, a quarter of an hour.",
  SessionRequired: "You are signed out. Sign in to go on.",
};

/** A sentence for a code from the address bar; what is unknown there is never repeated. */
export function errorWords(code: string): string {
  return Object.hasOwn(WORDS, code) ? (WORDS[code] ?? "") : "The sign-in did not work. Try again.";
}
