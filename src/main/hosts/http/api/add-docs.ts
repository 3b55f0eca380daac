import type { FastifyInstance } from 'fastify'
import { docsPage, docsStyle } from './docs-page.ts'
import { openApiDocument } from './openapi.ts'
import { routes } from './routes/index.ts'

/** `/openapi.json`, and `/docs` that is made of it. They say nothing of anybody's memories, so anybody may read them. */
export const addDocs = (app: FastifyInstance, version: string): void => {
  let made: { readonly json: string; readonly page: string } | undefined
  const docs = () => {
    if (made === undefined) {
      const document = openApiDocument(routes, version)
      made = { json: JSON.stringify(document), page: docsPage(routes, document) }
    }
    return made
  }
  const fresh = { 'cache-control': 'no-cache' }
  app.get('/openapi.json', async (_, reply) =>
    reply.headers(fresh).type('application/json; charset=utf-8').send(docs().json),
  )
  app.get('/docs', async (_, reply) =>
    reply.headers(fresh).type('text/html; charset=utf-8').send(docs().page),
  )
  app.get('/docs.css', async (_, reply) =>
    reply.headers(fresh).type('text/css; charset=utf-8').send(docsStyle),
  )
}
