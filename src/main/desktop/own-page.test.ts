import { expect, test } from 'vitest'
import { devOwnPage, fileOwnPage } from './own-page.ts'

test('knows its own file, wherever in it', () => {
  const page = fileOwnPage('/some folder/ü/index.html')
  expect(page.isOwn(page.url)).toBe(true)
  expect(page.isOwn(`${page.url}?a=1#/security-review/memories`)).toBe(true)
})

test.each([
  'file:///some/other.html',
  'file:///some/index.html/..',
  'file://server/some/index.html',
  'https://evil.example/some/index.html',
  'about:blank',
  'data:text/html,x',
  'not an address',
  '',
])('does not take %s for its own', (url) => {
  expect(fileOwnPage('/some/index.html').isOwn(url)).toBe(false)
})

test('knows the page of the development server', () => {
  const page = devOwnPage('http://localhost:5173')
  expect(page.isOwn('http://localhost:5173/#/x')).toBe(true)
  expect(page.isOwn('http://localhost:5174/')).toBe(false)
})
