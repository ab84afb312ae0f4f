/** Fetches a file that main has ready. The answer's own headers make it a file and name it. */
export function download(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}
