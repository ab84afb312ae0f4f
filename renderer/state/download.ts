/** Fetches a file that main has ready. The answer's own headers make it a file and name it. */
export function download(path: string): void {
  const link = document.createElement('a');
  link.href = path;
  link.download = '';
  link.click();
}

/** Saves a text as a file of this name. */
export function saveText(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The download has begun with the click; without this the text stays in memory.
  setTimeout(() => URL.revokeObjectURL(address));
}
