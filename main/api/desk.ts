/** What a desktop shell does for the core; a browser downloads by itself. */
export interface Desk {
  /** Asks the person where a file shall go; null: nowhere. */
  readonly chooseFile: (fileName: string) => Promise<string | null>;
  readonly showInFolder: (path: string) => void;
}
