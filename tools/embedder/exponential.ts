// Taylor coefficients 1/0! .. 1/9!; on |r| <= ln(2)/2 the rest is below 1e-11 of the result.
const coefficients = Array.from({ length: 10 }, (_, n) => {
  let factorial = 1
  for (let i = 2; i <= n; i++) factorial *= i
  return 1 / factorial
})
const halves = [1]
for (let n = 1; n <= 1010; n++) halves.push(halves[n - 1]! / 2)

/**
 * e^x for x in [-700, 0] from sums and products only. Math.exp may differ in its last bit between engines, and one
 * bit, multiplied through a training, is another asset.
 */
export const exponential = (x: number): number => {
  const n = Math.round(-x * Math.LOG2E)
  const r = x + n * Math.LN2
  let sum = 0
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * r + coefficients[i]!
  return sum * halves[n]!
}
