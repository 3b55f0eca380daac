import type { OpenApiDocument, Operation } from './openapi.ts'
import { queryText } from './openapi.ts'
import { fieldPlace, type Route } from './route.ts'

/** A page without scripts: nothing it needs is elsewhere, and the strictest policy lets it through. */
export const docsPage = (routes: readonly Route[], { info, paths }: OpenApiDocument): string => {
  const { title, version, description } = info as { title: string; version: string; description: string }
  const groups = Map.groupBy(routes, (route) => (route.isOriginal ? 'original' : route.tag))
  const operation = ({ path, method }: Route): Operation => paths[path]?.[method.toLowerCase()] as Operation
  const sections = [...groups].map(
    ([name, all]) =>
      `<section><h2 id="${escaped(name)}">${escaped(name)}</h2>${all.map((route) => entry(route, operation(route))).join('')}</section>`,
  )
  const links = [...groups.keys()].map((name) => `<li><a href="#${escaped(name)}">${escaped(name)}</a></li>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>HTTP API of ${escaped(title)}</title>
<link rel="stylesheet" href="/docs.css">
</head>
<body>
<nav aria-label="Groups"><strong>${escaped(title)}</strong><ul>${links.join('')}</ul></nav>
<main>
<h1>HTTP API</h1>
<p class="about">${escaped(description)}</p>
<p class="about">Version ${escaped(version)}. The same for programs: <a href="/openapi.json">openapi.json</a>. Agents speak MCP at <code>/mcp</code>.</p>
${sections.join('\n')}
</main>
</body>
</html>
`
}

/** `docs` describe, `curl` shows how it is asked. */
const entry = (route: Route, operation: Operation): string => `<details id="${escaped(route.id)}">
<summary><span class="method ${route.method.toLowerCase()}">${route.method}</span><code>${escaped(route.path)}</code><span class="doc">${escaped(route.doc)}</span></summary>
<div class="inside">
${parameterTable(operation)}
${bodyTable(operation)}
<h3>Try it</h3>
<pre tabindex="0"><code>${escaped(curlOf(route))}</code></pre>
${responseTable(operation)}
</div>
</details>`

interface Field {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly description?: string
  readonly default?: unknown
  readonly $ref?: string
  readonly anyOf?: readonly Field[]
  readonly oneOf?: readonly Field[]
  readonly items?: Field
  readonly properties?: Readonly<Record<string, Field>>
  readonly required?: readonly string[]
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly schema: Field
}

const parameterTable = ({ parameters }: Operation): string => {
  const rows = (parameters as Parameter[]).map(({ name, in: place, required, schema }) =>
    row([
      `<code>${escaped(name)}</code>`,
      `${place}${required ? ', required' : ''}`,
      kindOf(schema),
      aboutOf(schema),
    ]),
  )
  return table('Path and query', rows)
}

const bodyTable = ({ requestBody }: Operation): string => {
  const { content = {} } = (requestBody ?? {}) as {
    content?: Record<string, { schema: Field & { 'x-line'?: Field } }>
  }
  const [type = '', media] = Object.entries(content)[0] ?? []
  const fields = media?.schema['x-line'] ?? media?.schema
  const rows = Object.entries(fields?.properties ?? {}).map(([name, field]) =>
    row([
      `<code>${escaped(name)}</code>`,
      fields?.required?.includes(name) ? 'required' : '',
      kindOf(field),
      aboutOf(field),
    ]),
  )
  return table(`Body: ${type}`, rows)
}

const responseTable = ({ responses }: Operation): string => {
  const all = responses as Record<string, { description: string; content: Record<string, unknown> }>
  const rows = Object.entries(all).map(([status, { description, content }]) =>
    row([`<code>${status}</code>`, Object.keys(content).join(', '), escaped(description)]),
  )
  return table('Answers', rows)
}

const kindOf = ({ type, enum: choices, $ref, anyOf, oneOf, items }: Field): string => {
  if (choices !== undefined) return escaped(choices.map(String).join(' | '))
  if ($ref !== undefined) return escaped($ref.replace('#/components/schemas/', '').replace(/Input$/, ''))
  const options = anyOf ?? oneOf
  if (options !== undefined) return [...new Set(options.map(kindOf))].join(' or ')
  if (items !== undefined) return `list of ${kindOf(items)}`
  return escaped(Array.isArray(type) ? type.join(' or ') : String(type ?? 'any'))
}

const aboutOf = ({ description, default: fallback }: Field): string =>
  [
    description && escaped(description),
    fallback !== undefined && `Default: <code>${escaped(JSON.stringify(fallback))}</code>`,
  ]
    .filter((part) => part !== undefined && part !== false)
    .join(' ')

const row = (cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`

const table = (title: string, rows: readonly string[]): string =>
  rows.length === 0
    ? ''
    : `<h3>${escaped(title)}</h3><div class="table"><table>${rows.join('')}</table></div>`

/** A command that works as it stands, once the token is in the environment. */
const curlOf = (route: Route, base = 'http://127.0.0.1:9595'): string => {
  const fields = Object.entries(route.example)
  const inPlace = (place: string) => fields.filter(([name]) => fieldPlace(route, name) === place)
  const path = inPlace('path').reduce(
    (text, [name, value]) => text.replace(`{${name}}`, encodeURI(queryText(value))),
    route.path,
  )
  const query = inPlace('query').map(([name, value]) => `${name}=${encodeURIComponent(queryText(value))}`)
  const address = `${base}${path}${query.length > 0 ? `?${query.join('&')}` : ''}`
  const method = route.method === 'GET' ? '' : ` -X ${route.method}`
  const isJson = route.body === 'json'
  const body = isJson ? inPlace('body') : []
  const sent = isJson ? (body.length > 0 ? JSON.stringify(Object.fromEntries(body)) : '') : route.bodyExample
  const type = isJson ? 'application/json' : route.body === 'text' ? 'text/plain' : 'application/x-ndjson'
  const data =
    sent === ''
      ? []
      : [`-H 'Content-Type: ${type}'`, `--data-binary '${sent.trimEnd().replaceAll("'", "'\\''")}'`]
  const token = route.isOpen ? [] : ['-H "Authorization: Bearer $SOMA_API_TOKEN"']
  return [`curl${method} '${address}'`, ...token, ...data].join(' \\\n  ')
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char] as string)

export const docsStyle = `:root { color-scheme: light dark; --back: #ffffff; --set: #f3f3f5; --line: #dcdce2; --text: #1b1b1f; --quiet: #5c5c66; --link: #2f4fc4; }
@media (prefers-color-scheme: dark) { :root { --back: #17171a; --set: #0e0e11; --line: #2e2e35; --text: #ececf0; --quiet: #a2a2ad; --link: #9db1ff; } }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 176px minmax(0, 1fr); min-height: 100vh; background: var(--back); color: var(--text); font: 13px/20px system-ui, sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 24px 16px; background: var(--set); border-right: 1px solid var(--line); }
nav ul { list-style: none; margin: 12px 0 0; padding: 0; }
a { color: var(--link); text-decoration: none; }
a:hover { text-decoration: underline; }
nav a { display: block; padding: 2px 0; color: var(--quiet); }
main { padding: 24px 32px 96px; max-width: 1040px; }
h1 { margin: 0 0 8px; font-size: 24px; line-height: 32px; font-weight: 600; }
h2 { margin: 32px 0 8px; font-size: 15px; line-height: 24px; font-weight: 600; }
h3 { margin: 16px 0 4px; font-size: 12px; line-height: 16px; font-weight: 600; color: var(--quiet); }
.about { margin: 0 0 8px; max-width: 72ch; color: var(--quiet); }
code, pre { font: 12px/20px ui-monospace, monospace; }
details { border: 1px solid var(--line); border-radius: 6px; margin: 4px 0; }
summary { display: grid; grid-template-columns: 56px minmax(160px, max-content) minmax(0, 1fr); gap: 12px; align-items: baseline; padding: 6px 12px; cursor: pointer; }
summary::-webkit-details-marker { display: none; }
summary:focus-visible, a:focus-visible, pre:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.method { font: 600 11px/16px ui-monospace, monospace; color: var(--quiet); }
.doc { color: var(--quiet); }
.inside { padding: 0 12px 12px; border-top: 1px solid var(--line); }
pre { margin: 0; padding: 12px; overflow: auto; background: var(--set); border-radius: 4px; }
.table { overflow: auto; }
table { width: 100%; border-collapse: collapse; }
td { padding: 4px 12px 4px 0; vertical-align: top; border-top: 1px solid var(--line); }
tr:first-child td { border-top: 0; }
@media (max-width: 720px) { body { grid-template-columns: minmax(0, 1fr); } nav { position: static; height: auto; } summary { grid-template-columns: 56px minmax(0, 1fr); } .doc { grid-column: 1 / -1; } }
`
