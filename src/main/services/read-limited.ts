/** The text of a body, or null where it is longer than `most` bytes; what is left of it is then not read. */
export const readLimited = async (response: Response, most: number): Promise<string | null> => {
  if (response.body === null) return ''
  if (Number(response.headers.get('content-length') ?? 0) > most) {
    await response.body.cancel()
    return null
  }
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    // Leaving the loop closes the connection.
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size).toString('utf8')
}
