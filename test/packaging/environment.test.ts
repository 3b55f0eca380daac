import { expect, test } from 'vitest'
import { signingOf, updatesOf, warningsOf } from '../../scripts/pack/environment.ts'

const headings = (env: Record<string, string>, system: string) =>
  warningsOf(env, system).map((text) => text.split(':')[0])

test('says plainly what is missing, and nothing where nothing is', () => {
  expect(headings({}, 'darwin')).toEqual(['Not signed for macOS', 'Not notarised', 'No updates'])
  expect(headings({}, 'win32')).toEqual(['Not signed for Windows', 'No updates'])
  expect(headings({}, 'linux')).toEqual(['No home page', 'No updates'])
  const key = { APPLE_API_KEY: 'x', APPLE_API_KEY_ID: 'x', APPLE_API_ISSUER: 'x' }
  const complete = { CSC_LINK: 'x', GITHUB_REPOSITORY: 'soma/inspector', ...key }
  expect(['darwin', 'win32', 'linux'].flatMap((system) => headings(complete, system))).toEqual([])
})

test('notarises only with all of one kind of key', () => {
  expect(signingOf({ APPLE_ID: 'x', APPLE_TEAM_ID: 'x' }).notarize).toBe(false)
  const id = { APPLE_ID: 'x', APPLE_TEAM_ID: 'x', APPLE_APP_SPECIFIC_PASSWORD: 'x' }
  expect(signingOf(id).notarize).toBe(true)
})

test('looks for updates where the releases are, or on the server that is named', () => {
  expect(updatesOf({}).publish).toBeNull()
  const releases = { provider: 'github', owner: 'soma', repo: 'inspector' }
  expect(updatesOf({ GITHUB_REPOSITORY: 'soma/inspector' }).publish).toMatchObject(releases)
  expect(updatesOf({ SOMA_UPDATE_URL: 'https://x.invalid' }).publish).toMatchObject({ provider: 'generic' })
})
