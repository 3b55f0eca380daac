/**
 * What the environment says of signing and of where updates are. The names are those that electron-builder and Apple's
 * and GitHub's own tools read, so that nothing has to be written twice.
 */
type Environment = Readonly<Record<string, string | undefined>>

const APPLE_KEY = ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER']
const APPLE_ID = ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID']

const hasAll = (env: Environment, names: readonly string[]): boolean =>
  names.every((name) => Boolean(env[name]))

export const signingOf = (env: Environment) => ({
  mac: Boolean(env.CSC_LINK || env.CSC_NAME),
  windows: Boolean(env.WIN_CSC_LINK || env.CSC_LINK),
  notarize: hasAll(env, APPLE_KEY) || hasAll(env, APPLE_ID),
  /** A release must not go out unsigned by an oversight. */
  required: env.SOMA_REQUIRE_SIGNING === '1',
})

/** Releases of the repository that builds, or a folder on a server. Without either the app has no address, and says so. */
export const updatesOf = ({ GITHUB_REPOSITORY, SOMA_UPDATE_URL }: Environment) => {
  const [owner, repo] = GITHUB_REPOSITORY?.split('/') ?? []
  const homepage = GITHUB_REPOSITORY ? `https://github.com/${GITHUB_REPOSITORY}` : SOMA_UPDATE_URL
  if (SOMA_UPDATE_URL) return { homepage, publish: { provider: 'generic' as const, url: SOMA_UPDATE_URL } }
  if (!owner || !repo) return { homepage, publish: null }
  return { homepage, publish: { provider: 'github' as const, owner, repo, releaseType: 'draft' as const } }
}

const FOR_SYSTEM: Readonly<Record<string, (env: Environment) => readonly (string | false)[]>> = {
  darwin: (env) => [
    !signingOf(env).mac &&
      'Not signed for macOS: neither CSC_LINK nor CSC_NAME is set. It runs on this machine; elsewhere Gatekeeper refuses it, and it cannot update itself.',
    !signingOf(env).notarize &&
      `Not notarised: that takes ${APPLE_KEY.join(', ')}, or ${APPLE_ID.join(', ')}.`,
  ],
  win32: (env) => [
    !signingOf(env).windows &&
      'Not signed for Windows: neither WIN_CSC_LINK nor CSC_LINK is set. SmartScreen warns of it.',
  ],
  linux: (env) => [
    !updatesOf(env).homepage &&
      'No home page: deb and rpm need one. Set GITHUB_REPOSITORY (owner/name) or SOMA_UPDATE_URL.',
  ],
}

/** What will not be as it should, a sentence each. */
export const warningsOf = (env: Environment, system: string): readonly string[] =>
  [
    ...(FOR_SYSTEM[system]?.(env) ?? []),
    !updatesOf(env).publish &&
      'No updates: neither GITHUB_REPOSITORY nor SOMA_UPDATE_URL is set, so the app has no address to look at.',
  ].filter((text) => text !== false)
