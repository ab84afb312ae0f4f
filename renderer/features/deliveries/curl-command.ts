const HOP_HEADERS = [
  'host',
  'content-length',
  'content-encoding',
  'connection',
  'transfer-encoding',
];

/** The request as a command. The address is left to be filled in: it is a secret. */
export function curlCommand(
  headers: Readonly<Record<string, string>>,
  body: string | null,
): string {
  const sent = Object.entries(headers).filter(([name]) => !HOP_HEADERS.includes(name));
  const parts = [
    'curl -X POST "$ROLLCALL_HOOK_URL"',
    ...sent.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return parts.join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
