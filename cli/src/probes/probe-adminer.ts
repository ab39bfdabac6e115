import type { Question } from './probe-context.ts'
import { reasonOf } from './reason-of.ts'

const answerWithinMs = 2000

export const probeAdminer: Question = async ({ paths }, signal) => {
  const url = `${await paths.url('adminer', 'http')}/`
  const { status, isLogin } = await readLogin(url, AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]))
  if (status !== 200 || !isLogin) throw new Error(`answered ${status} without its login page`)
  return 'login page answers'
}

/** Not to the end, which its server tells by hanging up: through a forward that is heard a second late. */
async function readLogin(url: string, signal: AbortSignal) {
  try {
    const response = await fetch(url, { redirect: 'manual', signal })
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (text.includes('Adminer')) return { status: response.status, isLogin: true }
    }
    return { status: response.status, isLogin: false }
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError'
    throw new Error(isLate ? `no answer within ${answerWithinMs / 1000} s` : reasonOf(error))
  }
}
