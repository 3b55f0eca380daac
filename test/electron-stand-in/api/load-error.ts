const NUMBERS: Record<string, number> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_ACCESS_DENIED: -10,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INTERNET_DISCONNECTED: -106,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
}

export interface LoadError extends Error {
  readonly code: string
  readonly errno: number
  readonly url: string
}

/** From Chromium's `net::ERR_X` to the error loadURL rejects with. */
export function loadError(errorText: string, url: string): LoadError {
  const code = errorText.replace('net::', '')
  const errno = NUMBERS[code] ?? -2
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { code, errno, url })
}
