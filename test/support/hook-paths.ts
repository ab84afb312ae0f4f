/** Request targets that are all the same hook path, for the receiver and at the edge alike. */
export function sameHookPaths(token: string): readonly string[] {
  const first = `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`;
  return [
    `/hook/${token}`,
    `/hook/${token}/`,
    `/hook/${token}//`,
    `/hook/${token}?`,
    `/hook/${token}?a=b/c`,
    `/hook/${token}/?x=1&y=/hook/other`,
    `//hook/${token}`,
    `/hook//${token}`,
    `///hook//${token}/`,
    `/hook/${token}%20`,
    `/hook/${token}%20%20?a`,
    `/hook/${token}%20/`,
    `/hook/${token}%2F`,
    `/hook%2F${token}`,
    `/%68ook/${token}`,
    `/hook/${first}`,
    `http://example.com/hook/${token}`,
    `HTTPS://example.com:8080//hook/${first}/?a=b`,
  ];
}

/** Targets that come close. */
export function otherHookPaths(token: string): readonly string[] {
  return [
    `/hook/${token}x`,
    `/hook/${token}%00`,
    `/hook/${token}%09`,
    `/hook/${token}%3Fa`,
    `/hook/%20${token}`,
    `/hook/%25${token}`,
    `/hook/${token}/x`,
    `/hook/${token}%`,
    `/Hook/${token}`,
    `/a/hook/${token}`,
    `/hook/${token.slice(1)}`,
    `http://example.com/${token}`,
  ];
}
