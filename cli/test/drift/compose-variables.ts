export interface ComposeVariable {
  readonly name: string
  readonly default: string
}

/** Every `${NAME:-default}` of a text. Another form is an error: with `${NAME-default}` or `${NAME}` an empty variable would be a value. */
export function composeVariables(text: string): readonly ComposeVariable[] {
  return [...text.matchAll(/(?<!\$)\$\{([^}]*)\}/g)].map(([whole, inside = '']) => {
    const [, name, value] = /^(\w+):-(.+)$/.exec(inside) ?? []
    if (name === undefined || value === undefined) throw new Error(`${whole} has no default after ":-"`)
    return { name, default: value }
  })
}

/** The one variable that a text is. */
export function composeVariable(text: string): ComposeVariable {
  const [variable, ...others] = composeVariables(text)
  if (variable === undefined || others.length > 0 || text !== `\${${variable.name}:-${variable.default}}`) {
    throw new Error(`"${text}" is not one variable`)
  }
  return variable
}

/** As it is where nothing is set. */
export function withDefaults(text: string): string {
  return composeVariables(text).reduce(
    (filled, { name, default: value }) => filled.replace(`\${${name}:-${value}}`, value),
    text,
  )
}
