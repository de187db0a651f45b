export {}; // What "server-only" becomes under Vitest, which has no react-server condition.
