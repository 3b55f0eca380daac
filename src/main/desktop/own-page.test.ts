import { expect, test } from 'vitest'
import { builtOwnPage, devOwnPage } from './own-page.ts'

test('knows the built page, wherever in it', () => {
  const page = builtOwnPage
  expect(page.isOwn(page.url)).toBe(true)
  expect(page.isOwn(`${page.url}?a=1#/security-review/memories`)).toBe(true)
})

test.each([
  'soma-page://app/other.html',
  'soma-page://app/index.html/..',
  'soma-page://other/index.html',
  'soma-page://user@app/index.html',
  'soma://app/index.html',
  'file:///index.html',
  'https://app/index.html',
  'about:blank',
  'data:text/html,x',
  'not an address',
  '',
])('does not take %s for its own', (url) => {
  expect(builtOwnPage.isOwn(url)).toBe(false)
})

test('knows the page of the development server', () => {
  const page = devOwnPage('http://localhost:5173')
  expect(page.isOwn('http://localhost:5173/#/x')).toBe(true)
  expect(page.isOwn('http://localhost:5174/')).toBe(false)
})

test.each(['soma-page://app/assets/a.js', 'soma-page://app/index.html?x'])('has %s with it', (url) => {
  expect(builtOwnPage.isOfItsPlace(url)).toBe(true)
})

test.each([
  'https://evil.invalid/',
  'http://127.0.0.1:9595/',
  'wss://evil.invalid/',
  'file:///etc/passwd',
  'soma-page://other/',
  'soma-page:app/index.html',
  'ftp://app/',
  '',
])('does not fetch %s', (url) => {
  expect(builtOwnPage.isOfItsPlace(url)).toBe(false)
})

test('of the development server it takes the socket of hot reload too', () => {
  const page = devOwnPage('http://localhost:5173')
  expect(page.isOfItsPlace('ws://localhost:5173/?token=x')).toBe(true)
  expect(page.isOfItsPlace('ws://localhost:9595/rpc')).toBe(false)
})
