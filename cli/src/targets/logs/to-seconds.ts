/** As servers want it: Unix time in seconds, which may have a fraction. */
export function toSeconds(time: Date | undefined): string | undefined {
  return time && String(time.getTime() / 1000)
}
