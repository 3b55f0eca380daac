import { z } from 'zod'

/** `CreateEmbeddingResponse` of OpenAI's published API, as far as it is used; other servers add and leave out the rest. */
const Answer = z.object({
  data: z.array(z.object({ index: z.int().min(0), embedding: z.array(z.number()).min(1) })),
})

export type ReadAnswer =
  | { readonly is: 'vectors'; readonly rows: readonly (readonly number[])[] }
  | { readonly is: 'unusable'; readonly what: string }

/**
 * The vectors of an answer in the order of the texts, whatever order it has; or what is wrong with it, as the end of a
 * sentence that begins with the server.
 */
export const readAnswer = (text: string, count: number): ReadAnswer => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return unusable('answered with something that is not JSON')
  }
  const parsed = Answer.safeParse(json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return unusable(`answered with JSON that is no list of vectors (${issue?.path.join('.') || 'all of it'})`)
  }
  const { data } = parsed.data
  const rows: (number[] | undefined)[] = new Array(count).fill(undefined)
  for (const { index, embedding } of data) if (index < count) rows[index] = embedding
  if (data.length !== count || !rows.every((row) => row !== undefined)) {
    return unusable(`answered with ${data.length} vectors that do not fit ${count} texts`)
  }
  return { is: 'vectors', rows }
}

const unusable = (what: string): ReadAnswer => ({ is: 'unusable', what })
