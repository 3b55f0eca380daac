import type { z } from 'zod'
import type { Schema } from '#contract/define'
import { AppError } from '#contract/errors'

type Issue = z.core.$ZodIssue

const MAX_ISSUES = 20

/** A literal that does not fit, or a tag that belongs to no branch. */
const isWrongTag = (issue: Issue): boolean =>
  issue.code === 'invalid_value' || (issue.code === 'invalid_union' && issue.errors.length === 0)

/** The branch of a union that was most likely meant: the one with the fewest wrong tags, then the fewest faults. */
const likeliest = (branches: readonly (readonly Issue[])[]): readonly Issue[] => {
  const wrongTags = (issues: readonly Issue[]) => issues.filter(isWrongTag).length
  const [best] = [...branches].sort((a, b) => wrongTags(a) - wrongTags(b) || a.length - b.length)
  return best ?? []
}

const flatten = (issue: Issue, parents: readonly PropertyKey[] = []): { path: string; message: string }[] => {
  const path = [...parents, ...issue.path]
  const inner = issue.code === 'invalid_union' ? likeliest(issue.errors) : []
  if (inner.length > 0) return inner.flatMap((child) => flatten(child, path))
  return [{ path: path.map(String).join('.'), message: issue.message }]
}

/** The input as its schema reads it, or `request/invalid` that says where it is wrong. */
export const parseInput = <S extends Schema>(schema: S, input: unknown): z.output<S> => {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issues = result.error.issues.flatMap((issue) => flatten(issue))
  throw new AppError('request/invalid', { issues: issues.slice(0, MAX_ISSUES) })
}
