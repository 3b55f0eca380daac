import { describe, expect, it } from 'vitest'
import { Questions } from './questions.ts'

const ask = (questions: Questions, from: number, count: number): void => {
  for (let i = 0; i < count; i++) questions.note(Float32Array.of(from + i, 1))
}

describe('questions', () => {
  it('are due and taken once there are enough, and again when four times as many were asked', () => {
    const questions = new Questions()
    ask(questions, 0, 99)
    expect([questions.isDue, questions.take()]).toEqual([false, []])
    ask(questions, 99, 1)
    expect(questions.isDue).toBe(true)
    expect(questions.take().length).toBe(100)
    expect(questions.isDue).toBe(false)
    ask(questions, 100, 299)
    expect(questions.isDue).toBe(false)
    ask(questions, 399, 1)
    expect(questions.isDue).toBe(true)
  })

  it('are the last ones, as they were when they were asked', () => {
    const questions = new Questions()
    ask(questions, 0, 700)
    const vector = Float32Array.of(700, 1)
    questions.note(vector)
    vector.fill(0)
    const taken = questions.take().map(([first]) => first)
    expect(taken.length).toBe(240)
    expect(Math.min(...(taken as number[]))).toBe(461)
    expect(Math.max(...(taken as number[]))).toBe(700)
    expect(questions.byteLength).toBe(240 * 8)
  })

  it('that are asked twice in a row count once', () => {
    const questions = new Questions()
    for (let i = 0; i < 300; i++) questions.note(Float32Array.of(7, 1))
    expect(questions.isDue).toBe(false)
    expect(questions.byteLength).toBe(8)
  })
})
