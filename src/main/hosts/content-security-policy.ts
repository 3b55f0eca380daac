/**
 * What the user interface may load: its own files and nothing else. The build writes this into index.html, where the
 * desktop edition finds it; the browser edition also sends it as a header.
 *
 * No 'unsafe-inline' and no nonce: one text serves file:// too, where no page load gets a nonce of its own. So nobody
 * may add <style> elements or style attributes in markup; the CSSOM (`element.style`, adopted sheets) is free.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** As a header it can also forbid framing, which browsers overlook in a page. */
export const contentSecurityPolicyHeader = `${contentSecurityPolicy}; frame-ancestors 'none'`
