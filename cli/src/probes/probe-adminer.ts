import { askHttp } from './ask-http.ts'
import type { Question } from './probe-context.ts'

export const probeAdminer: Question = async ({ paths }, signal) => {
  const { status, text } = await askHttp(`${await paths.url('adminer', 'http')}/`, { signal })
  if (status !== 200 || !text.includes('Adminer')) throw new Error(`answered ${status} without its login page`)
  return 'login page answers'
}
