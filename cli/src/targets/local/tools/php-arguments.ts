/** An unpacked PHP knows neither its configuration nor its extensions: they are named to it. */
export function phpArguments(extensions: string | undefined): readonly string[] {
  if (extensions === undefined) return []
  return ['-n', '-d', `extension_dir=${extensions}`, '-d', 'extension=mysqlnd', '-d', 'extension=mysqli']
}
