import type { IncomingMessage } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { HttpProblem } from '../http-problem.ts'
import { readJson } from './read-body.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it was written, where it is JSON. */
    jsonText: string
  }
}

/** Bodies are JSON or refused: what a form of another page can send without being asked is neither read nor guessed at. */
export const readBodiesAsJson = (app: FastifyInstance): void => {
  app.decorateRequest('jsonText', '')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    /^application\/([\w.+-]+\+)?json\b/,
    async (request: FastifyRequest, body: IncomingMessage) => {
      const { text, value } = await readJson(body, request.headers['content-length'])
      request.jsonText = text
      return value
    },
  )
  // Many clients name some kind for a body that they do not send.
  app.addContentTypeParser('*', async ({ headers }: FastifyRequest) => {
    const isEmpty = headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
    if (!isEmpty) throw wrongMediaType()
  })
}

const wrongMediaType = (): HttpProblem =>
  new HttpProblem(
    415,
    'http/media-type',
    'This kind of body is not read here. Send JSON, with the header "Content-Type: application/json".',
  )
