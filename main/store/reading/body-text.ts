import { scanJson } from '../../mixpanel/scan-json.ts';
import { readableBody } from '../readable-body.ts';

/** A body as a person reads it. */
export interface BodyText {
  readonly text: string;
  /** Only its beginning: it is too long to be shown. */
  readonly isCut: boolean;
}

const SHOWN_BYTES = 256 * 1024;
/** What nests deeper is not indented further: a few thousand brackets would take megabytes. */
const MAX_INDENT = 40;

/** As it came, or JSON in lines. */
export type BodyForm = 'sent' | 'lines';

/** A body as text: JSON laid out in lines, of what is too long the beginning. */
export function bodyText(body: Uint8Array): BodyText {
  const isCut = body.byteLength > SHOWN_BYTES;
  // In the middle of a character the rest of it is left out.
  const shown = new TextDecoder().decode(body.subarray(0, SHOWN_BYTES), { stream: isCut });
  return { text: isJson(body) ? layOut(shown) : shown, isCut };
}

/** The whole of a body, however long. */
export function wholeBodyText(body: Uint8Array, form: BodyForm): string {
  const text = new TextDecoder().decode(body);
  return form === 'lines' && isJson(body) ? layOut(text) : text;
}

/** What can't be read is shown as it came. */
function isJson(body: Uint8Array): boolean {
  return scanJson(readableBody(body).bytes).verdict === 'whole';
}

/** One value a line, also of the beginning of a JSON text. Works on the text alone, so that numbers, repeated names and their order stay as sent. */
function layOut(json: string): string {
  const tokens = json.match(/"(?:[^"\\]|\\.)*(?:"|$)|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  const lines: string[] = [];
  let line = '';
  let depth = 0;
  const breakLine = (): void => {
    if (line.trim() !== '') lines.push(line);
    line = '  '.repeat(Math.min(depth, MAX_INDENT));
  };
  for (const [i, token] of tokens.entries()) {
    if (token === '{' || token === '[') {
      line += token;
      depth += 1;
      const isEmpty = tokens[i + 1] === '}' || tokens[i + 1] === ']';
      if (!isEmpty) breakLine();
    } else if (token === '}' || token === ']') {
      depth -= 1;
      const wasEmpty = tokens[i - 1] === '{' || tokens[i - 1] === '[';
      if (!wasEmpty) breakLine();
      line += token;
    } else if (token === ',') {
      line += token;
      breakLine();
    } else line += token === ':' ? ': ' : token;
  }
  breakLine();
  return lines.join('\n');
}
