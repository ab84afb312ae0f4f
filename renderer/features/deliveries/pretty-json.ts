/**
 * JSON with line breaks and indents, every token as it was sent: parsing would round long ids and drop repeated
 * names. Text that is not JSON comes out with odd breaks, but whole.
 */
export function prettyJson(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|"/g) ?? [];
  let depth = 0;
  let out = '';
  for (const [i, token] of tokens.entries()) {
    const isEmpty = tokens[i + 1] === '}' || tokens[i + 1] === ']';
    if (token === '{' || token === '[') {
      depth += 1;
      out += isEmpty ? token : `${token}${line(depth)}`;
    } else if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      const wasEmpty = tokens[i - 1] === '{' || tokens[i - 1] === '[';
      out += wasEmpty ? token : `${line(depth)}${token}`;
    } else if (token === ',') out += `,${line(depth)}`;
    else if (token === ':') out += ': ';
    else out += token;
  }
  return out;
}

function line(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}
