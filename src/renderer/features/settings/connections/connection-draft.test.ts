import { expect, it } from 'vitest'
import type { Connection } from '#contract/connections'
import { draftOf, formOf, isComplete, problemOf } from './connection-draft.ts'

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----'

const kept: Connection = {
  id: 'x',
  name: 'Far',
  place: {
    kind: 'redis',
    qdrant: { url: 'https://q:6333', prefix: 'p-' },
    redis: {
      ...{ kind: 'sentinel', nodes: ['a:1', '[::1]:2'], masterName: 'm' },
      ...{ db: 3, tls: true, username: 'u', sentinelTls: true, sentinelUsername: 's' },
      ca: CERTIFICATE,
    },
  },
  ...{ production: true, readOnly: false, isHome: false, unfinishedMove: false },
  password: 'keychain',
  apiKey: 'none',
  sentinelPassword: 'keychain',
}

it('what is kept goes through the form unchanged, and its password stays unless one is typed', () => {
  const form = formOf(kept)
  const { name, place, production, readOnly } = kept
  expect(draftOf(form)).toEqual({ name, place, production, readOnly, apiKey: null })
  expect(draftOf({ ...form, password: '' })).toMatchObject({ password: null })
  expect(draftOf({ ...form, password: ' p ' })).toMatchObject({ password: ' p ' })
  expect(draftOf({ ...form, sentinelPassword: 'q' })).toMatchObject({ sentinelPassword: 'q' })
  // What there is no field for any more is not kept either.
  const single = draftOf({ ...form, kind: 'single', nodes: 'a:1' })
  expect(single).toMatchObject({ sentinelPassword: null, place: { redis: { sentinelTls: false } } })
  const folder = draftOf({ ...form, kind: 'folder', folder: '/a' })
  expect(folder).toMatchObject({ password: null, sentinelPassword: null })
  // Another one like it is another place for a password.
  expect(draftOf(formOf(kept, true))).toMatchObject({ name: 'Far copy', password: null })
})

it('says of each field what is wrong with it', () => {
  const form = formOf(null)
  expect(isComplete(form)).toBe(false)
  expect(problemOf('name', { ...form, name: ' ' })).not.toBeNull()
  expect(problemOf('name', { ...form, name: 'a'.repeat(61) })).not.toBeNull()
  expect(problemOf('nodes', { ...form, kind: 'single', nodes: 'a:1, b:2' })).toBe('Name one server.')
  expect(problemOf('nodes', { ...form, kind: 'cluster', nodes: 'a:1 b:x' })).toBe('“b:x” is not host:port.')
  expect(problemOf('db', { ...form, kind: 'single', db: '-1' })).not.toBeNull()
  expect(problemOf('ca', { ...form, kind: 'single', tls: true, ca: 'AA==' })).not.toBeNull()
  expect(problemOf('ca', { ...form, tls: true, ca: CERTIFICATE })).toBeNull()
  expect(isComplete({ ...form, name: 'Füchse 2', folder: '/a' })).toBe(true)
  expect(problemOf('qdrantUrl', { ...form, qdrantUrl: 'q:6333' })).not.toBeNull()
  expect(isComplete({ ...form, name: 'x', kind: 'cluster', nodes: 'a:1\nb', db: 'no matter' })).toBe(true)
})
