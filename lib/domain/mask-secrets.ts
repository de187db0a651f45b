const MASK = "••••••";

/** Shapes that only secrets have; what stands in group 1 stays, so that a reader knows what was there. */
const SHAPES: readonly RegExp[] = [
  /(\bslipway_)[\w-]{20,}/g,
  /(\b(?:gh[pousr]|github_pat)_)\w{16,}/g,
  /(\bglpat-)[\w-]{16,}/g,
  /(\bxox[abeprs]-)[\w-]{10,}/g,
  /(\b(?:AKIA|ASIA))[A-Z0-9]{16}\b/g,
  /(\beyJ)[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
  /(\b(?:Bearer|Basic|token) +)(?=\S{0,40}\d)[\w.~+/=-]{16,}/gi,
  /(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@]{0,200}:)[^\s/@]{1,500}(?=@)/gi,
  /(-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----)[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g,
];

/** A text from outside without the secrets that can be told by their shape; all else is as it was. */
export function maskSecrets(text: string): string {
  return SHAPES.reduce((masked, shape) => masked.replace(shape, `$1${MASK}`), text);
}
