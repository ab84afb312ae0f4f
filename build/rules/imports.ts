import { parseSync } from 'vite';

/** One import as written in a source file. */
export interface Import {
  readonly specifier: string;
  readonly line: number;
  /** Erased by the compiler: `import type`, `export type … from`, or `import('…')` in a type. */
  readonly isTypeOnly: boolean;
}

/** Every import of a file, in order: static, dynamic, re-exports and types. Throws on a syntax error. */
export function importsIn(path: string, source: string): Import[] {
  const { program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} can't be parsed: ${error.message}`);

  const found: Import[] = [];
  visit(program, (node) => {
    const specifier = specifierOf(node);
    if (specifier === null) return;
    const line = source.slice(0, node.start).split('\n').length;
    found.push({ specifier, line, isTypeOnly: isErased(node) });
  });
  return found;
}

interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly [property: string]: unknown;
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function specifierOf(node: SyntaxNode): string | null {
  if (!IMPORTING.has(node.type)) return null;
  const { source } = node;
  // a computed import() names nothing that could be checked, and an export may have no source
  return isNode(source) && typeof source.value === 'string' ? source.value : null;
}

function isErased(node: SyntaxNode): boolean {
  return node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';
}

function visit(value: unknown, enter: (node: SyntaxNode) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, enter);
  } else if (isNode(value)) {
    enter(value);
    for (const child of Object.values(value)) visit(child, enter);
  }
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
